using System.Globalization;
using System.Text;

namespace Imr.Core.Records.Identity;

/// <summary>How far a name on a page is the worker's.</summary>
public enum NameAgreement
{
    /// <summary>First and last name are there, in whatever order, shortened or misread a little.</summary>
    Agrees,

    /// <summary>One of the two: a maiden name, a nickname, a relative. It says nothing for sure.</summary>
    Partly,

    /// <summary>Neither: a full name of somebody else.</summary>
    Other,
}

/// <summary>A name as words that can be compared: as scanners misread it, so is it folded.</summary>
/// <param name="First">Given names; for names whose parts are not known, all words.</param>
public sealed record PersonName(IReadOnlyList<string> First, IReadOnlyList<string> Last)
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase) { "mr", "mrs", "ms", "miss", "mx", "jr", "sr", "ii", "iii", "iv", "sra", "srta" };

    /// <summary>Of words whose parts nobody has told apart.</summary>
    public static PersonName OfWords(string words) => new(Words(words), []);

    /// <summary>Words of a name: without titles and marks, hyphenated parts apart.</summary>
    public static IReadOnlyList<string> Words(string text)
        => [.. text.Split([' ', ',', '.', '-', '–', '\t', '\u00A0', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(w => !Titles.Contains(w))];

    /// <summary>Compares the words on a page with this name.</summary>
    public NameAgreement Compare(IReadOnlyList<string> words)
    {
        var first = First.SelectMany(Words).Any(name => words.Any(word => Same(name, word, initialCounts: false)));
        var last = Last.SelectMany(Words).Any(name => words.Any(word => Same(name, word, initialCounts: false)));
        // "D. Whitcombe" is enough beside the last name; an initial alone is not.
        if (last && !first)
            first = First.SelectMany(Words).Any(name => words.Any(word => Same(name, word, initialCounts: true)));
        return (first, last) switch
        {
            (true, true) => NameAgreement.Agrees,
            (false, false) => NameAgreement.Other,
            _ => NameAgreement.Partly,
        };
    }

    /// <summary>Whether most of this name's words stand in the other's: an office's or a physician's name.</summary>
    public bool IsAmong(IReadOnlyList<string> words)
    {
        var mine = First.Concat(Last).SelectMany(Words).Where(w => w.Length > 1).ToList();
        return mine.Count > 0 && mine.Count(name => words.Any(word => Same(name, word, initialCounts: false))) >= Math.Min(2, mine.Count);
    }

    private static bool Same(string name, string word, bool initialCounts)
    {
        var (a, b) = (Fold(name), Fold(word));
        if (a.Length == 0 || b.Length == 0)
            return false;
        if (a.Length == 1 || b.Length == 1)
            return initialCounts && a[0] == b[0];
        // "Rob" and "Robert".
        if (Math.Min(a.Length, b.Length) >= 3 && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)))
            return true;
        var length = Math.Max(a.Length, b.Length);
        return Distance.Between(a, b) <= (length >= 7 ? 2 : length >= 4 ? 1 : 0);
    }

    /// <summary>What a scanner takes for one another is one letter here; accents are left out.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            var upper = char.ToUpperInvariant(c);
            folded.Append(upper switch
            {
                '0' or 'Q' => 'O',
                '1' or 'I' or '|' or '!' => 'L',
                '5' => 'S',
                '8' => 'B',
                '2' => 'Z',
                '6' => 'G',
                _ when char.IsLetterOrDigit(upper) => upper,
                _ => '\0',
            });
        }

        return folded.Replace("\0", "").Replace("RN", "M").Replace("VV", "W").ToString();
    }
}

/// <summary>Edit distance: letters put in, left out, changed, or two changed about.</summary>
internal static class Distance
{
    public static int Between(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
