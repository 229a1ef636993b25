using System.Buffers;
using System.Text.RegularExpressions;

namespace Imr.Core.Records;

/// <summary>
/// Divides a page into the sentences that evidence is quoted from. Wrapped lines are joined; list lines, labelled lines ("Assessment: …"), headings and blank
/// lines divide. Abbreviations, decimals, dates and spine levels do not end a sentence; in doubt two sentences stay one.
/// </summary>
public static partial class Sentences
{
    private const int Milliseconds = 1000;

    /// <summary>A line shorter than this, followed by a capital, was ended by its writer and not by the margin.</summary>
    private const int ShortLine = 45;

    /// <summary>Words that a full stop follows inside a sentence.</summary>
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "drs", "mr", "mrs", "ms", "prof", "vs", "e.g", "eg", "i.e", "cf", "approx", "fig", "figs", "no", "nos", "pt", "pts", "dx", "hx", "tx", "rx", "sx", "fx",
        "s/p", "r/o", "c/o", "w/o", "subd", "reg", "pp", "vol", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "tel", "incl",
    };

    /// <summary>Abbreviations that can also end a sentence: they do when a common first word follows.</summary>
    private static readonly HashSet<string> MaybeLast = new(StringComparer.OrdinalIgnoreCase)
    {
        "m.d", "d.o", "ph.d", "d.c", "d.p.m", "p.a", "n.p", "r.n", "a.m", "p.m", "u.s", "etc", "inc", "corp", "co", "ltd", "dept", "ext", "st", "ave", "blvd", "jr", "sr", "p.r.n", "b.i.d",
        "t.i.d", "q.i.d", "q.d", "cal", "lat", "bilat",
    };

    private static readonly HashSet<string> FirstWords = new(StringComparer.Ordinal)
    {
        "The", "He", "She", "They", "It", "Patient", "On", "In", "At", "This", "That", "These", "There", "No", "Exam", "Examination", "A", "An", "His", "Her", "Since", "After", "We", "I", "Treatment",
        "Pain", "Physical", "Current", "Prior", "Plan", "Denies", "Reports", "Has", "Was", "Is", "Medications", "MRI", "CT",
    };

    private static readonly SearchValues<char> WordStarts = SearchValues.Create(" ([\"“");

    /// <summary>In reading order, trimmed, never empty; white space inside is one space.</summary>
    public static IEnumerable<string> Split(string pageText) => Blocks(pageText).SelectMany(SentencesOf);

    /// <summary>Lines that belong together, as one line each.</summary>
    private static List<string> Blocks(string text)
    {
        var blocks = new List<string>();
        var previous = string.Empty;
        foreach (var raw in text.Split('\n', '\r', '\f', '\v', '\u2028', '\u2029'))
        {
            var line = White().Replace(raw, " ").Trim();
            if (line.Length > 0 && previous.Length > 0 && Continues(previous, line))
                blocks[^1] = blocks[^1].EndsWith('-') && char.IsLower(line[0]) ? blocks[^1] + line : $"{blocks[^1]} {line}";
            else if (line.Length > 0)
                blocks.Add(line);
            previous = line;
        }

        return blocks;
    }

    /// <summary>Whether a line goes on with the sentence of the line above.</summary>
    private static bool Continues(string previous, string line)
    {
        if (ListLine().IsMatch(line) || LabelledLine().IsMatch(line) || IsHeading(previous) || IsHeading(line))
            return false;
        return char.IsLower(line[0]) || previous.Length >= ShortLine || previous[^1] is ',' or '-' or '(' or '&' or '/';
    }

    /// <summary>A line in capitals, or one that only announces what follows.</summary>
    private static bool IsHeading(string line)
        => (line.Length <= 60 && line.EndsWith(':'))
            || (line.Length <= 80 && line.Count(char.IsLetter) >= 4 && !line.Any(char.IsLower) && !line.EndsWith('.') && line.Any(c => c is ' ' || char.IsLetter(c)));

    private static IEnumerable<string> SentencesOf(string block)
    {
        var start = 0;
        var mark = ListLine().Match(block) is { Success: true } list ? list.Length : 0;
        foreach (Match end in SentenceEnd().Matches(block))
        {
            var next = end.Index + end.Length;
            if (end.Index < mark || next <= start || !IsEnd(block, start, end, next))
                continue;
            yield return block[start..next].Trim();
            start = next;
        }

        if (start < block.Length && block[start..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    private static bool IsEnd(string block, int start, Match end, int next)
    {
        if (end.Value[0] != '.')
            return true;
        var before = block.AsSpan(start, end.Index - start);
        var word = before[(before.LastIndexOfAny(WordStarts) + 1)..].ToString();
        var following = block.AsSpan(next).TrimStart();
        if (Abbreviations.Contains(word) && !(word is "no" or "No" && !char.IsAsciiDigit(following[0])))
            return false;
        if (word is [>= 'A' and <= 'Z'])
            return false; // An initial: "J. Doe".
        return !MaybeLast.Contains(word) || FirstWords.Contains(FirstWord(following));
    }

    private static string FirstWord(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return text[..length].ToString();
    }

    [GeneratedRegex(@"[\s\u00A0]+", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex White();

    /// <summary>Marks followed by white space and something that can start a sentence: a capital, a digit, a quotation or bracket.</summary>
    [GeneratedRegex("""(?<![.!?])[.!?]+["”’')\]]*(?=\s+["“‘'(\[]?[\p{Lu}\p{Nd}•])""", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\A(?:[-–—*•·▪◦○●➢]\s*|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|\[[ xX]\]\s*)(?=\S)", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex ListLine();

    [GeneratedRegex(@"\A\p{Lu}[\p{L}\d /&().'-]{0,39}:\s", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex LabelledLine();
}
