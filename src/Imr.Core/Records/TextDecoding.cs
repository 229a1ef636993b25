using System.Text;
using System.Text.Unicode;

namespace Imr.Core.Records;

/// <summary>Bytes of a text file as text: by byte order mark, else UTF-8, else Windows-1252, which old office systems wrote.</summary>
internal static class TextDecoding
{
    /// <summary>Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Five places are undefined there and become the replacement character.</summary>
    private const string HighControls = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

    /// <summary>Null when the bytes are no text: broken UTF-16, or NUL characters, which only other kinds of file have.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8OrWindows(rest),
            [0xFF, 0xFE, .. var rest] => Utf16(rest, bigEndian: false),
            [0xFE, 0xFF, .. var rest] => Utf16(rest, bigEndian: true),
            _ => Utf8OrWindows(bytes),
        };
        return text is null || text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static string Utf8OrWindows(ReadOnlySpan<byte> bytes)
        => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
            : string.Create(bytes.Length, bytes, static (text, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                    text[i] = source[i] is >= 0x80 and <= 0x9F ? HighControls[source[i] - 0x80] : (char)source[i];
            });

    private static string? Utf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        try
        {
            return new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
