using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>
/// The text of a document that is text already: .txt, .html, .htm. Everything else (PDF, pictures, office files) is read elsewhere and gives one unreadable
/// page here: missing is not No.
/// </summary>
public static class DocumentText
{
    /// <summary>
    /// Never throws for what the bytes are. Form feeds divide pages; line ends become <c>\n</c>. A document in which there is no text at all is one
    /// unreadable page; an empty page between others is a blank one, and read.
    /// </summary>
    /// <param name="name">The file name: its ending says what the bytes are, in upper or lower case.</param>
    public static RecordText Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var text = TextOf(bytes.Span, Path.GetExtension(name));
        IReadOnlyList<RecordPage> pages = string.IsNullOrWhiteSpace(text) ? [new RecordPage(1, Readable: false, string.Empty)] : Pages(text);
        return new RecordText(RecordText.CurrentSchemaVersion, ContentHash.Of(bytes.Span), pages);
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes, string extension) => extension.ToLowerInvariant() switch
    {
        ".txt" => TextDecoding.Decode(bytes),
        ".html" or ".htm" => TextDecoding.Decode(bytes) is { } markup ? HtmlText.Of(markup) : null,
        _ => null,
    };

    private static List<RecordPage> Pages(string text)
    {
        var parts = WithPlainLineEnds(text).Split('\f');
        // A form feed that ends the last page starts no other.
        var count = parts.Length > 1 && string.IsNullOrWhiteSpace(parts[^1]) ? parts.Length - 1 : parts.Length;
        return [.. parts.Take(count).Select((part, i) => new RecordPage(i + 1, Readable: true, part.Trim('\n')))];
    }

    /// <summary>Not string.ReplaceLineEndings: that one takes a form feed for a line end too.</summary>
    private static string WithPlainLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
