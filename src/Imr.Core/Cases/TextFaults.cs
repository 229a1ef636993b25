using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Imr.Core.Cases;

/// <summary>Says why bytes are not JSON, so that the person who wrote them finds the place.</summary>
internal static class TextFaults
{
    /// <returns>Null when the bytes are UTF-8.</returns>
    public static string? Encoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
            return "is UTF-32";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'{', 0, ..] or [0, (byte)'{', ..])
            return "is UTF-16";
        if (Utf8.IsValid(bytes))
            return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        var line = bytes[..at].Count((byte)'\n');
        return $"is not UTF-8: the first wrong byte is in line {line + 1}, byte {at - bytes[..at].LastIndexOf((byte)'\n')}";
    }

    /// <summary>Where the first fault is and, where its kind shows, what it is.</summary>
    public static string Json(ReadOnlySpan<byte> utf8, JsonException fault, int maxDepth)
    {
        var (line, column) = ((int)(fault.LineNumber ?? 0), (int)(fault.BytePositionInLine ?? 0));
        var at = 0;
        for (var n = 0; n < line && utf8[at..].IndexOf((byte)'\n') is var next and >= 0; n++)
            at += next + 1;
        at = Math.Min(at + column, utf8.Length);
        var what = Kind(utf8, at, maxDepth);
        return $"is not JSON: the first fault is in line {line + 1}, byte {column + 1}{(what is null ? "" : ": " + what)}";
    }

    private static string? Kind(ReadOnlySpan<byte> utf8, int at, int maxDepth)
    {
        if (Depth(utf8[..at]) >= maxDepth)
            return "it is nested too deeply";
        if (utf8[at..].Trim(" \t\r\n"u8).IsEmpty)
            return "the file ends too early";
        var rest = utf8[at..];
        // The parser stops inside of a word that begins like one of JSON's, such as NaN like null.
        var word = rest[0] is (byte)'N' or (byte)'I' || rest.StartsWith("-I"u8) || (at > 0 && utf8[(at - 1)..].StartsWith("-I"u8));
        if (word)
            return "NaN and Infinity are no numbers of JSON";
        if (rest[0] == (byte)'/')
            return "JSON has no comments";
        if (rest[0] == (byte)'\'')
            return "text stands in double quotes";
        if (rest[0] is (byte)'}' or (byte)']' && utf8[..at].TrimEnd(" \t\r\n"u8).EndsWith(","u8))
            return "a comma stands before the end";
        return rest[0] == (byte)'"' ? "a comma is missing before this text" : null;
    }

    /// <summary>Open brackets, those in text not counted.</summary>
    private static int Depth(ReadOnlySpan<byte> utf8)
    {
        var (depth, inText) = (0, false);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (inText && utf8[i] == (byte)'\\')
                i++;
            else if (utf8[i] == (byte)'"')
                inText = !inText;
            else if (!inText)
                depth += utf8[i] is (byte)'{' or (byte)'[' ? 1 : utf8[i] is (byte)'}' or (byte)']' ? -1 : 0;
        }

        return depth;
    }
}
