using System.Text;

namespace Imr.Bench.Fuzz;

/// <summary>Spoils a text in the ways that extraction, copying and bad luck do.</summary>
internal static class TextMutations
{
    private static readonly string[] s_odd =
    [
        "\f", "\r\n", "\n\n\n", "\u00a0", "\u200b", "\u2028", "\t", "\ufb01", "\u201c", "\u2019", "\ufffd", "\ud83d\ude00", "(", ":", "::", ".", "1.", "1)", "2) ", "Page 3 of 9", "\v", "\u0085", "\ufeff",
    ];

    /// <param name="words">Words that mean something to the reader, put in and taken out more often than others.</param>
    public static string Spoil(string text, IReadOnlyList<string> words, FuzzRandom random)
    {
        var spoiled = new StringBuilder(text);
        for (var times = 1 + random.Next(12); times > 0; times--) Once(spoiled, words, random);
        return spoiled.ToString();
    }

    private static void Once(StringBuilder text, IReadOnlyList<string> words, FuzzRandom random)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(text.Length - at, 1 + random.Next(400)) + 1);
        switch (random.Next(10))
        {
            case 0: text.Remove(at, length); break;
            case 1: text.Insert(random.Next(text.Length + 1), text.ToString(at, length)); break;
            case 2: text.Insert(at, random.OneOf(s_odd)); break;
            case 3: text.Insert(at, random.OneOf(words)); break;
            case 4: text.Replace(random.OneOf(words), random.OneOf(words), at, text.Length - at); break;
            case 5: text.Replace(random.OneOf(words), ""); break;
            case 6: text.Replace(" ", random.OneOf((string[])["\n", "  ", "          ", "\f", ""]), at, length); break;
            case 7: text.Replace("\n", random.OneOf((string[])[" ", "\n\n", "\f", "\r\n", ""]), at, length); break;
            case 8: text.Length = Math.Max(text.Length - (length * 4), 0); break;
            default: text.Insert(at, new string(random.OneOf((char[])[' ', '\n', 'x', '.', ':', '9', '\f', '(']), random.Next(5000))); break;
        }
    }
}
