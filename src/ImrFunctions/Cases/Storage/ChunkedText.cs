using System.Globalization;

namespace ImrFunctions.Cases.Storage;

/// <summary>
/// A long text in a table row. A string property holds 32 Ki characters at most and a row 1 MiB, so the text is cut into <c>Body0</c>, <c>Body1</c>, …
/// </summary>
internal static class ChunkedText
{
    /// <summary>Characters; leaves room for the row's other properties in its 1 MiB (UTF-16).</summary>
    public const int MaxLength = 400_000;

    private const int ChunkLength = 30_000;

    /// <exception cref="ArgumentOutOfRangeException">Longer than <see cref="MaxLength"/>.</exception>
    public static void Write(TableEntity row, string text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxLength);
        for (int start = 0, n = 0; start == 0 || start < text.Length; start += ChunkLength, n++)
            row[Name(n)] = text.Substring(start, Math.Min(ChunkLength, text.Length - start));
    }

    public static string Read(TableEntity row)
    {
        var chunks = new List<string>();
        while (row.GetString(Name(chunks.Count)) is { } chunk)
            chunks.Add(chunk);
        return string.Concat(chunks);
    }

    private static string Name(int n) => "Body" + n.ToString(CultureInfo.InvariantCulture);
}
