namespace Imr.Core.Letters.Parsing;

/// <summary>Lists with commas, where commas in parentheses part nothing.</summary>
internal static class TextList
{
    public static IEnumerable<string> Split(string text) => Split(text, static (_, _) => true);

    /// <param name="parts">Whether the comma at the index ends an entry.</param>
    public static IEnumerable<string> Split(string text, Func<string, int, bool> parts)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth = text[i] switch
            {
                '(' or '[' => depth + 1,
                ')' or ']' => Math.Max(0, depth - 1),
                _ => depth,
            };
            if (text[i] != ',' || depth > 0 || !parts(text, i))
                continue;
            if (text[start..i].Trim() is { Length: > 0 } entry)
                yield return entry;
            start = i + 1;
        }

        if (text[start..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }
}
