using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Imr.Core.Records;

/// <summary>The visible text of an HTML page in reading order: block elements break lines, table cells are apart, scripts, styles and hidden parts are left out.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "head", "script", "style", "template", "iframe", "object", "svg", "math", "audio", "video", "canvas", "select", "datalist",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "textarea", "tfoot", "thead", "tr", "ul",
    };

    /// <summary>Null when the page nests so deep that no browser shows it and the parser would take minutes: nobody read it.</summary>
    public static string? Of(string markup)
    {
        if (HtmlDepth.IsTooDeep(markup))
            return null;
        var document = new HtmlParser().ParseDocument(markup);
        return document.Body is { } body ? Visible(body) : string.Empty;
    }

    /// <summary>Walks with its own stack, by index: asking a node for its next sibling searches all of its siblings.</summary>
    private static string Visible(INode root)
    {
        var lines = new Lines();
        var open = new Stack<(INode Node, int Next)>();
        Enter(root, lines);
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Node.ChildNodes.Length)
            {
                Leave(top.Node, lines);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var child = top.Node.ChildNodes[top.Next];
            if (Enter(child, lines))
                open.Push((child, 0));
        }

        return lines.ToString();
    }

    /// <returns>Whether the children are to be read.</returns>
    private static bool Enter(INode node, Lines lines)
    {
        if (node is IText text)
            lines.Add(text.Data, keepLines: text.ParentElement?.LocalName is "pre" or "textarea");
        if (node is not IElement element || Dropped.Contains(element.LocalName) || IsHidden(element))
            return false;
        if (Blocks.Contains(element.LocalName))
            lines.Break();
        switch (element.LocalName)
        {
            case "br":
                lines.Break();
                break;
            case "td" or "th":
                lines.Add(" ", keepLines: false);
                break;
            case "input":
                lines.Add(InputText(element), keepLines: false);
                break;
        }

        return true;
    }

    private static void Leave(INode node, Lines lines)
    {
        if (node is IElement element && Blocks.Contains(element.LocalName))
            lines.Break();
    }

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden"))
            return true;
        var style = element.GetAttribute("style")?.Replace(" ", string.Empty, StringComparison.Ordinal);
        return style is not null
            && (style.Contains("display:none", StringComparison.OrdinalIgnoreCase) || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A box beside a finding says whether it was found: without its mark the page would say the contrary.</summary>
    private static string InputText(IElement input) => input.GetAttribute("type")?.ToLowerInvariant() switch
    {
        "checkbox" or "radio" => input.HasAttribute("checked") ? " [x] " : " [ ] ",
        "hidden" or "password" or "submit" or "button" or "reset" or "image" or "file" => string.Empty,
        _ => $" {input.GetAttribute("value")} ",
    };

    /// <summary>Text as a browser lays it out: white space is one space, except a form feed, which is a page's end.</summary>
    private sealed class Lines
    {
        private readonly StringBuilder _text = new();

        public void Add(string data, bool keepLines)
        {
            foreach (var c in data)
            {
                if (c == '\f' || (keepLines && c == '\n'))
                    NewLine(c);
                else if (!char.IsWhiteSpace(c))
                    _text.Append(c);
                else if (_text.Length > 0 && (keepLines || _text[^1] is not (' ' or '\n' or '\f')))
                    _text.Append(' ');
            }
        }

        public void Break()
        {
            TrimEnd();
            if (_text.Length > 0 && _text[^1] is not ('\n' or '\f'))
                _text.Append('\n');
        }

        public override string ToString() => _text.ToString().Trim(' ', '\n');

        private void NewLine(char c)
        {
            TrimEnd();
            _text.Append(c);
        }

        private void TrimEnd()
        {
            while (_text.Length > 0 && _text[^1] == ' ')
                _text.Length--;
        }
    }
}
