namespace Imr.Core.Letters.Parsing;

/// <summary>A label or heading: its letters in order, wherever lines, pages or blanks part them.</summary>
internal sealed class Phrase
{
    private readonly string compact;

    public Phrase(string words)
    {
        compact = Join(words);
        Words = words.Split(' ');
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>With a colon: where it ends; null when it does not stand here.</summary>
    public int? Label(LetterWords words, int at) => Compact(words, at, compact + ":");

    /// <summary>With or without a colon.</summary>
    public int? Anywhere(LetterWords words, int at) => Compact(words, at, compact + ":") ?? Compact(words, at, compact);

    /// <summary>With a colon; or alone on its line, as titles are set, or in a cell of its own, as in tables.</summary>
    public int? LabelOrLine(LetterWords words, int at)
        => Label(words, at) ?? (words[at].StartsLine && Compact(words, at, compact) is { } end && (words.EndsLine(end - 1) || words[end].Gap == Gap.Wide) ? end : null);

    /// <summary>In capitals anywhere; in other letters only from the start of a line, with a colon or alone on it.</summary>
    public int? Heading(LetterWords words, int at)
    {
        if (Anywhere(words, at) is not { } end)
            return null;
        var capitals = true;
        for (var i = at; i < end; i++) capitals &= words[i].IsUpper || !words[i].Text.Any(char.IsLetter);
        return capitals || (words[at].StartsLine && (words[end - 1].Key.EndsWith(':') || words.EndsLine(end - 1))) ? end : null;
    }

    /// <summary>Whether the letters of <paramref name="letters"/> are exactly those of the words from here on.</summary>
    public static int? Compact(LetterWords words, int at, string letters)
    {
        var done = 0;
        for (var i = at; i < words.Count; i++)
        {
            var key = words[i].Key;
            if (key.Length > letters.Length - done || string.CompareOrdinal(letters, done, key, 0, key.Length) != 0)
                return null;
            done += key.Length;
            if (done == letters.Length)
                return i + 1;
        }

        return null;
    }

    private static string Join(string words) => words.Replace(" ", "", StringComparison.Ordinal);
}
