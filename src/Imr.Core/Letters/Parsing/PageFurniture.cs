using System.Text.RegularExpressions;

namespace Imr.Core.Letters.Parsing;

/// <summary>Takes away what is printed on each page and is no part of the letter's text: page numbers, running heads, rules.</summary>
internal static partial class PageFurniture
{
    // How many lines at the top and bottom of a page a running head or foot may have.
    private const int Edge = 3;
    private const int RuleLength = 10;

    /// <summary>The lines without furniture, which becomes blank.</summary>
    public static List<LetterLine> Remove(List<LetterLine> lines)
    {
        var pages = lines.GroupBy(l => l.Page).Select(p => p.Where(l => !l.IsBlank).ToList()).Where(p => p.Count > 0).ToList();
        var furniture = new HashSet<int>();
        foreach (var page in pages)
        {
            foreach (var line in page.Take(Edge).Concat(page.TakeLast(Edge)))
            {
                if (IsNumber(line, page))
                    furniture.Add(IndexOf(lines, line));
            }
        }

        foreach (var repeated in Repeated(pages))
            furniture.Add(IndexOf(lines, repeated));
        return [.. lines.Select((line, i) => furniture.Contains(i) || IsRule(line.Text) || RunningFoot().IsMatch(line.Text) ? line with { Text = "" } : line)];
    }

    // A page number alone on the outermost line of its page.
    private static bool IsNumber(LetterLine line, List<LetterLine> page)
        => (line == page[0] || line == page[^1]) && PageNumber().Match(line.Text) is { Success: true } match
            && int.TryParse(match.Groups["number"].Value, out var number) && number == line.Page;

    // The same words, but for digits, on every one of at least three pages, within their first or last lines.
    private static IEnumerable<LetterLine> Repeated(List<List<LetterLine>> pages)
    {
        if (pages.Count < 3)
            return [];
        return EdgeLines(pages, p => p.Take(Edge)).Concat(EdgeLines(pages, p => p.TakeLast(Edge)));
    }

    private static IEnumerable<LetterLine> EdgeLines(List<List<LetterLine>> pages, Func<List<LetterLine>, IEnumerable<LetterLine>> edge)
        => pages.SelectMany((page, n) => edge(page).Select(line => (n, line, Words: Digits().Replace(string.Join(' ', Split(line.Text)), "0"))))
            .Where(l => !LooksLikeText(l.Words))
            .GroupBy(l => l.Words)
            .Where(g => g.Select(l => l.n).Distinct().Count() == pages.Count)
            .SelectMany(g => g.Select(l => l.line));

    // What begins a part of an item is never a running head, however often a page begins with it.
    private static bool LooksLikeText(string words)
        => words.Contains("guideline", StringComparison.OrdinalIgnoreCase) || words.Contains("rationale", StringComparison.OrdinalIgnoreCase)
            || words.EndsWith("upheld", StringComparison.OrdinalIgnoreCase) || words.EndsWith("overturned", StringComparison.OrdinalIgnoreCase)
            || words.Contains("necessary", StringComparison.OrdinalIgnoreCase) || words.Contains("decision based", StringComparison.OrdinalIgnoreCase);

    private static bool IsRule(string text)
    {
        var rule = text.AsSpan().Trim();
        return rule.Length >= RuleLength && !char.IsLetterOrDigit(rule[0]) && rule.IndexOfAnyExcept(rule[0]) < 0;
    }

    private static int IndexOf(List<LetterLine> lines, LetterLine line)
    {
        // Lines are in order of number, and of page within a number.
        var (from, to) = (0, lines.Count - 1);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if ((lines[middle].Number, lines[middle].Page).CompareTo((line.Number, line.Page)) < 0)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\s*[-–(\[]?\s*(?<number>\d{1,3})\s*[-–)\]]?\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    // "Page 2 of 5", with or without the case; "Final Determination Letter for IMR Case Number CM13-0000001  2".
    [GeneratedRegex(
        @"^\s*(?:(?:Final Determination Letter for )?(?:IMR )?Case(?: Number)?:? ?CM\d\d-\d{5,10}\s+(?:Page\s*)?\|?\s*(?:\d{1,3}|Page\s+\d{1,3}\s+of\s+\d{1,3})|Final Determination Letter for IMR Case Number:? ?CM\d\d-\d{5,10}|(?:Case )?(?:CM\d\d-\d{5,10}\s*)?Page\s*[:|]?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|Case CM\d\d-\d{5,10})\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RunningFoot();
}
