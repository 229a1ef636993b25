using System.Text.RegularExpressions;

namespace Imr.Core.Records;

/// <summary>
/// Tells before parsing whether a page may nest too deep: the parser's time grows with the square of the depth and worse. Counts tags that are open, each
/// name for itself. It may take a page for deeper than it is (drawings with a thousand unclosed shapes): that one is then unread, never misread.
/// </summary>
internal static partial class HtmlDepth
{
    private const int MaxDepth = 1000;

    /// <summary>Elements that have no end tag, or may leave it out without nesting.</summary>
    private static readonly HashSet<string> NeverDeep = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "basefont", "bgsound", "keygen",
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "caption", "option", "optgroup", "html", "head", "body", "rt", "rp",
    };

    public static bool IsTooDeep(string markup)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var depth = 0;
        foreach (var tag in Tags().EnumerateMatches(markup))
        {
            var isEnd = markup[tag.Index + 1] == '/';
            var name = markup.Substring(tag.Index + (isEnd ? 2 : 1), tag.Length - (isEnd ? 2 : 1));
            if (NeverDeep.Contains(name))
                continue;
            var count = open.GetValueOrDefault(name);
            if (isEnd && count == 0)
                continue;
            open[name] = count + (isEnd ? -1 : 1);
            depth += isEnd ? -1 : 1;
            if (depth > MaxDepth)
                return true;
        }

        return false;
    }

    [GeneratedRegex("</?[a-zA-Z][^\\s/>]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tags();
}
