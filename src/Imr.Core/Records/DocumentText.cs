using Imr.Core.Cases;
using Imr.Core.Records.Word;

namespace Imr.Core.Records;

/// <summary>
/// The text of a document that needs no picture to be read: plain text, HTML, Word (.docx). PDFs and pictures are read elsewhere; here they are one unreadable
/// page, as is everything else: missing is not No.
/// </summary>
public static class DocumentText
{
    /// <summary>Pages of one document that are read.</summary>
    public const int MaxPages = 10_000;

    /// <summary>Larger Word documents are not read. Bytes.</summary>
    public const long MaxWordBytes = 64L * 1024 * 1024;

    /// <summary>
    /// Never throws for what the bytes are. Form feeds divide pages; line ends become <c>\n</c>. A document in which there is no text at all is one
    /// unreadable page; an empty page between others is a blank one, and read.
    /// </summary>
    /// <param name="name">The file name: what the bytes can't tell is taken from its ending, in upper or lower case.</param>
    public static RecordText Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var kind = FileKinds.Of(bytes.Span[..Math.Min(bytes.Length, FileKinds.HeadBytes)], name);
        var sha256 = ContentHash.Of(bytes.Span);
        return kind switch
        {
            FileKind.Text => Pages(sha256, TextDecoding.Decode(bytes.Span)),
            FileKind.Html => Pages(sha256, TextDecoding.Decode(bytes.Span) is { } markup ? HtmlText.Of(markup) : null),
            FileKind.Zip => Word(new MemoryStream(bytes.ToArray(), writable: false), sha256),
            _ => NotRead(sha256, kind, name),
        };
    }

    /// <summary>A Word document of any size. Never throws for what the stream holds.</summary>
    /// <param name="file">Can seek; stays open.</param>
    public static RecordText Word(Stream file, ContentHash sha256)
        => file.Length > MaxWordBytes ? RecordText.Unread(sha256, UnreadReason.TooLarge) : WordText.Read(file, sha256);

    /// <summary>What is said of a file that nothing reads.</summary>
    public static RecordText NotRead(ContentHash sha256, FileKind kind, string name)
        => RecordText.Unread(sha256, kind switch
        {
            FileKind.Mistaken => UnreadReason.Damaged,
            // An office program packs a Word document with a password into a file of the older kind.
            FileKind.Other when name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase) => UnreadReason.Encrypted,
            _ => UnreadReason.Unsupported,
        });

    private static RecordText Pages(ContentHash sha256, string? text)
    {
        if (text is null)
            return RecordText.Unread(sha256, UnreadReason.Unsupported);
        if (string.IsNullOrWhiteSpace(text))
            return RecordText.Unread(sha256, UnreadReason.NoText);
        var parts = WithPlainLineEnds(text).Split('\f', MaxPages + 1);
        // A form feed that ends the last page starts no other.
        var count = parts.Length > 1 && string.IsNullOrWhiteSpace(parts[^1]) ? parts.Length - 1 : parts.Length;
        return new RecordText(RecordText.CurrentSchemaVersion, sha256, [.. parts.Take(Math.Min(count, MaxPages)).Select((part, i) => new RecordPage(i + 1, Readable: true, part.Trim('\n')))])
        {
            Reason = count > MaxPages ? UnreadReason.TooManyPages : null,
        };
    }

    /// <summary>Not string.ReplaceLineEndings: that one takes a form feed for a line end too.</summary>
    private static string WithPlainLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
