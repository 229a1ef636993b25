using System.Globalization;

namespace Imr.Core.Letters.Parsing;

/// <summary>Dates in the forms that letters use: 11/09/2016, 11-9-16, 2016-11-09, November 9, 2016, 9 November 2016.</summary>
internal static class LetterDates
{
    private static readonly string[] s_months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Null when no date begins here. The day itself is null when it looks like a date and is none, such as 13/45/2016.</summary>
    public static (DateOnly? Day, int End)? At(LetterWords words, int at)
    {
        var first = Trim(words[at].Key);
        if (Numbers(first) is var (a, b, c, yearFirst))
            return (yearFirst ? Day(a, b, c) : Day(c, a, b), at + 1);
        if (Month(first) is { } month && at + 2 < words.Count && Number(words[at + 1], 2) is { } day && Number(words[at + 2], 4) is { } year)
            return (Day(year, month, day), at + 3);
        if (at + 2 < words.Count && Number(words[at], 2) is { } d && Month(Trim(words[at + 1].Key)) is { } m && Number(words[at + 2], 4) is { } y)
            return (Day(y, m, d), at + 3);
        return null;
    }

    private static (int A, int B, int C, bool YearFirst)? Numbers(string word)
    {
        var parts = word.Split(word.Contains('/', StringComparison.Ordinal) ? '/' : '-');
        if (parts.Length != 3 || parts.Any(p => p.Length is 0 or > 4 || !p.All(char.IsAsciiDigit)))
            return null;
        var yearFirst = parts[0].Length == 4;
        if (parts.Where((_, i) => i != (yearFirst ? 0 : 2)).Any(p => p.Length > 2) || (!yearFirst && parts[2].Length is not (2 or 4)))
            return null;
        return (int.Parse(parts[0]), int.Parse(parts[1]), parts[2].Length == 2 && !yearFirst ? Century(int.Parse(parts[2])) : int.Parse(parts[2]), yearFirst);
    }

    // Injuries of the last century are still reviewed; nothing is dated far ahead.
    private static int Century(int year) => year < 50 ? 2000 + year : 1900 + year;

    private static DateOnly? Day(int year, int month, int day)
        => DateOnly.TryParseExact($"{year:0000}-{month:00}-{day:00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int? Month(string word)
    {
        var bare = word.TrimEnd('.');
        var month = Array.FindIndex(s_months, m => m == bare || (bare.Length >= 3 && bare.Length <= 4 && m.StartsWith(bare, StringComparison.Ordinal)));
        return month < 0 ? null : month + 1;
    }

    private static int? Number(LetterWord word, int digits)
    {
        var bare = Trim(word.Key);
        return bare.Length <= digits && (digits == 2 || bare.Length == digits) && bare.Length > 0 && bare.All(char.IsAsciiDigit) ? int.Parse(bare) : null;
    }

    private static string Trim(string key) => key.Trim(',', '.', ';', '(', ')');
}
