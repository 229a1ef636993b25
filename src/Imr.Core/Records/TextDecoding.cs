using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Imr.Core.Records;

/// <summary>
/// Bytes of a text file as text: by byte order mark; UTF-16 and UTF-32 without one by where their zeros stand; else UTF-8, in which single stray bytes are
/// taken as Windows-1252; else the code page that an HTML page declares; else the one in which the text makes most sense (<see cref="CodePageGuess"/>).
/// </summary>
internal static class TextDecoding
{
    /// <summary>A declaration stands near the top. Bytes.</summary>
    private const int DeclarationWithin = 2048;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\"'>;? \t\r\n/");

    /// <summary>Null when the bytes are no text: broken UTF-16, NUL characters, or more control characters than any text has.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8OrCodePage(rest),
            [0xFF, 0xFE, 0x00, 0x00, .. var rest] => Strictly(new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), rest),
            [0x00, 0x00, 0xFE, 0xFF, .. var rest] => Strictly(new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true), rest),
            [0xFF, 0xFE, .. var rest] => Strictly(new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), rest),
            [0xFE, 0xFF, .. var rest] => Strictly(new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), rest),
            _ when WithZeros(bytes) is { } encoding => Strictly(encoding, bytes),
            _ => Utf8OrCodePage(bytes),
        };
        return text is null || !IsText(text) ? null : text;
    }

    /// <summary>UTF-16 and UTF-32 of mostly Latin letters have a zero at the same place of each character, and nowhere else.</summary>
    private static Encoding? WithZeros(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 4096)];
        if (head.Length < 4 || head.IndexOf((byte)0) < 0)
            return null;
        Span<int> zeros = [0, 0, 0, 0];
        for (var i = 0; i < head.Length; i++)
            if (head[i] == 0)
                zeros[i % 4]++;
        var quarter = head.Length / 4;
        bool Mostly(int count) => count >= quarter * 0.6;
        bool Hardly(int count) => count <= quarter * 0.02;
        return (zeros[0], zeros[1], zeros[2], zeros[3]) switch
        {
            var (a, b, c, d) when Hardly(a) && Mostly(b) && Mostly(c) && Mostly(d) => new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true),
            var (a, b, c, d) when Mostly(a) && Mostly(b) && Mostly(c) && Hardly(d) => new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true),
            var (a, b, c, d) when Hardly(a) && Mostly(b) && Hardly(c) && Mostly(d) => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            var (a, b, c, d) when Mostly(a) && Hardly(b) && Mostly(c) && Hardly(d) => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            _ => null,
        };
    }

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Utf8OrCodePage(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        if (MostlyUtf8(bytes))
            return WithStrayBytes(bytes);
        return (Declared(bytes) ?? CodePageGuess.Of(bytes)).GetString(bytes);
    }

    /// <summary>Pasted together, or cut off within a character: by far most of what is not ASCII is UTF-8.</summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (good, bad) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status != OperationStatus.Done)
                bad++;
            else if (length > 1)
                good++;
            bytes = bytes[Math.Max(1, length)..];
        }

        return good >= 2 * bad;
    }

    private static string WithStrayBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
                text.Append(rune.ToString());
            else
                text.Append(CodePageGuess.Western.GetString(bytes[..Math.Max(1, length)]));
            bytes = bytes[Math.Max(1, length)..];
        }

        return text.ToString();
    }

    /// <summary>The code page that an HTML or XML head names. UTF-8 and UTF-16 named there are contradicted by the bytes.</summary>
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationWithin)]);
        if (!head.TrimStart().StartsWith('<'))
            return null;
        foreach (var key in (ReadOnlySpan<string>)["charset=", "encoding="])
        {
            var at = head.IndexOf(key, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var name = head.AsSpan(at + key.Length).TrimStart("\"' ");
            var end = name.IndexOfAny(NameEnds);
            if (end > 0 && CodePagesEncodingProvider.Instance.GetEncoding(name[..end].ToString()) is { } encoding)
                return encoding;
        }

        return null;
    }

    private static bool IsText(string text)
    {
        var controls = 0;
        foreach (var c in text)
        {
            if (c == '\0')
                return false;
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\v' or '\u0085' or '\u001A')))
                controls++;
        }

        return controls * 20 <= text.Length;
    }
}
