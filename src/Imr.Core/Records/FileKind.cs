namespace Imr.Core.Records;

/// <summary>What a file is, as far as reading its text goes.</summary>
public enum FileKind
{
    Pdf,

    /// <summary>PNG, JPEG, TIFF, GIF, BMP, WebP, JPEG 2000, HEIC: a picture of a page.</summary>
    Picture,

    /// <summary>A ZIP file, such as a Word document of 2007 and later.</summary>
    Zip,

    Html,
    Text,

    /// <summary>Says by its name to be one of the above and is another.</summary>
    Mistaken,

    /// <summary>Known not to be read: old office files, RTF, e-mail, archives; or no text at all.</summary>
    Other,
}

/// <summary>Tells what a file is by its first bytes; by its name only where bytes can't tell.</summary>
public static class FileKinds
{
    /// <summary>So many of the first bytes are enough.</summary>
    public const int HeadBytes = 4096;

    private static readonly HashSet<string> Binary = new(StringComparer.OrdinalIgnoreCase)
    {
        ".pdf", ".docx", ".docm", ".dotx", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic", ".jp2",
    };

    private static readonly HashSet<string> NotRead = new(StringComparer.OrdinalIgnoreCase)
    {
        ".doc", ".xls", ".xlsx", ".ppt", ".pptx", ".rtf", ".eml", ".msg", ".mht", ".mhtml", ".odt", ".ods", ".ps", ".zip", ".dcm",
    };

    /// <param name="head">The first bytes of the file, <see cref="HeadBytes"/> or all there are.</param>
    /// <param name="name">The file's name.</param>
    public static FileKind Of(ReadOnlySpan<byte> head, string name)
    {
        if (BySignature(head) is { } kind)
            return kind;
        var extension = Path.GetExtension(name);
        if (NotRead.Contains(extension))
            return FileKind.Other;
        if (Binary.Contains(extension))
            return FileKind.Mistaken;
        return extension.ToLowerInvariant() is ".html" or ".htm" or ".xhtml" || LooksLikeHtml(head) ? FileKind.Html : FileKind.Text;
    }

    private static FileKind? BySignature(ReadOnlySpan<byte> head) => head switch
    {
        _ when head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && !LooksLikeHtml(head) => FileKind.Pdf,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileKind.Picture,
        [0xFF, 0xD8, 0xFF, ..] => FileKind.Picture,
        [(byte)'I', (byte)'I', 0x2A or 0x2B, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A or 0x2B, ..] => FileKind.Picture,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => FileKind.Picture,
        // "BM" starts words too: the four bytes that a bitmap keeps free are zero.
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind.Picture,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileKind.Picture,
        [0, 0, 0, 0x0C, (byte)'j', (byte)'P', ..] => FileKind.Picture,
        [0, 0, 0, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => FileKind.Picture,
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => FileKind.Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] or [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => FileKind.Other,
        _ => null,
    };

    private static bool LooksLikeHtml(ReadOnlySpan<byte> head)
    {
        var text = (TextDecoding.Decode(Whole(head)) ?? string.Empty).AsSpan().TrimStart("\uFEFF \t\r\n\f");
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Cut to whole characters of two or four bytes.</summary>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> head) => head[..Math.Min(head.Length & ~3, 1024)];
}
