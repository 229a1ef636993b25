using System.Globalization;
using System.Xml;

namespace Imr.Core.Records.Word;

/// <summary>One part of a Word document (ECMA-376 part 1, §17), read forward only.</summary>
internal sealed class WordPart(XmlReader reader, WordPages pages)
{
    private const string Transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    /// <summary>Deeper than tables in tables in text boxes go.</summary>
    private const int MaxDepth = 300;

    /// <summary>English Metric Units an inch.</summary>
    private const double EmuPerInch = 914_400;

    /// <summary>A larger picture may be a scanned page; a smaller one is a letterhead or a signature. Square inches.</summary>
    private const double PictureArea = 8;

    /// <summary>What stands in the file and is not shown. Of two forms of the same thing, the one for older programs.</summary>
    private static readonly HashSet<string> NotShown = new(StringComparer.Ordinal) { "del", "moveFrom", "instrText", "delInstrText", "delText", "Fallback", "rubyBase" };

    /// <summary>Whether the run that is open at each depth is hidden.</summary>
    private readonly Stack<bool> _runs = new();

    private double? _pictureArea;
    private bool? _box;

    public static XmlReader Reader(Stream part) => XmlReader.Create(part, new XmlReaderSettings
    {
        // No document of an office program has a DTD: it could only declare entities that grow.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    });

    /// <returns>False when the part is of no Word document.</returns>
    public static bool Read(Stream part, WordPages pages, bool isMain)
    {
        using var reader = Reader(part);
        if (reader.MoveToContent() != XmlNodeType.Element || !IsWord(reader) || (isMain && reader.LocalName != "document"))
            return false;
        new WordPart(reader, pages).Read();
        return true;
    }

    private static bool IsWord(XmlReader reader) => reader.NamespaceURI is Transitional or Strict;

    private void Read()
    {
        var more = reader.Read();
        while (more)
        {
            if (reader.Depth > MaxDepth)
                throw new BombException();
            if (reader.NodeType == XmlNodeType.Element && NotShown.Contains(reader.LocalName))
            {
                if (reader.LocalName is "del" or "moveFrom")
                    pages.Features.Add("trackedChanges");
                reader.Skip();
                more = !reader.EOF;
                continue;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Start(reader.LocalName);
                    break;
                case XmlNodeType.EndElement:
                    End(reader.LocalName);
                    break;
            }

            more = reader.Read();
        }
    }

    private void Start(string name)
    {
        switch (name)
        {
            case "r" when IsWord(reader):
                if (!reader.IsEmptyElement)
                    _runs.Push(false);
                break;
            case "vanish" when _runs.Count > 0 && IsOn():
                _runs.Pop();
                _runs.Push(true);
                break;
            case "t" when IsWord(reader) && !reader.IsEmptyElement:
                var hidden = _runs.TryPeek(out var h) && h;
                while (reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
                    if (!hidden)
                        pages.Add(reader.Value);
                break;
            case "tab" or "ptab" when _runs.Count > 0:
                pages.Add(' ');
                break;
            case "br" when Attribute("type") == "page":
                pages.BreakPage(rendered: false);
                break;
            case "pageBreakBefore" when IsOn():
                pages.BreakPage(rendered: false);
                break;
            case "lastRenderedPageBreak":
                pages.BreakPage(rendered: true);
                break;
            case "br" or "cr":
                pages.NewLine();
                break;
            case "noBreakHyphen":
                pages.Add('-');
                break;
            case "sym":
                pages.Add(Symbol(Attribute("char")));
                break;
            case "p" when reader.IsEmptyElement && IsWord(reader):
                pages.NewLine();
                break;
            default:
                StartSpecial(name);
                break;
        }
    }

    private void StartSpecial(string name)
    {
        switch (name)
        {
            case "checkBox" when !reader.IsEmptyElement:
                _box = false;
                break;
            case "default" or "checked" when _box is not null && IsWord(reader):
                _box = IsOn();
                break;
            case "extent":
                _pictureArea = Length("cx") * Length("cy");
                break;
            case "blip" or "imagedata":
                pages.Features.Add("pictures");
                if (_pictureArea is not { } area || area >= PictureArea)
                    pages.NotRead("pictures");
                break;
            case "altChunk" or "OLEObject":
                pages.NotRead("attachments");
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "r" when IsWord(reader):
                _runs.TryPop(out _);
                break;
            case "p" or "tr" when IsWord(reader):
                pages.NewLine();
                break;
            case "tc":
                pages.EndCell();
                break;
            case "checkBox":
                pages.Add(_box == true ? "[x] " : "[ ] ");
                _box = null;
                break;
            case "drawing":
                _pictureArea = null;
                break;
        }
    }

    private string? Attribute(string name) => reader.GetAttribute(name, reader.NamespaceURI) ?? reader.GetAttribute(name);

    private bool IsOn() => Attribute("val") is not ("0" or "false" or "off");

    private double? Length(string name) => double.TryParse(Attribute(name), CultureInfo.InvariantCulture, out var emu) ? emu / EmuPerInch : null;

    /// <summary>Characters of the fonts Symbol and Wingdings that say something in a report.</summary>
    private static string Symbol(string? code) => code?.ToUpperInvariant() switch
    {
        "F0FE" or "F0FD" or "F053" or "F054" => "[x]",
        "F0FC" => "✓",
        "F0A8" or "F06F" or "F071" or "F072" or "F0A3" => "[ ]",
        "F0B0" => "°",
        "F0B1" => "±",
        "F0B3" => "≥",
        "F0B7" or "F0A7" => "•",
        "F0E0" => "→",
        _ => " ",
    };
}
