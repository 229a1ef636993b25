namespace Imr.Core.Letters.Parsing;

/// <summary>
/// Reads a Final Determination Letter from its text, whether the layout was kept (two columns, indents) or the text comes in plain reading order. Knows the layouts
/// since 2013 and this program's own letters (docs/letters.md). Never fails: what can't be read is a problem with its place.
/// </summary>
public static class LetterParser
{
    /// <param name="text">Pages are parted by form feeds; any line ends.</param>
    public static LetterReading Parse(string text)
    {
        var words = new LetterWords(text);
        var problems = new List<LetterProblem>();
        if (words.Count == 0)
        {
            problems.Add(new LetterProblem("no text", null, null, "the text of a Final Determination Letter"));
            return new LetterReading(new ParsedLetter(null, null, null, null, null, null, null, new ParsedReviewer([], []), null, []), problems);
        }

        var sections = new LetterSections(words);
        var issues = Issues(sections);
        var items = Items(words, sections, issues, problems);
        if (items.Count == 0 && problems.Count == 0)
            problems.Add(words.Problem("no decided item", 0, "a Final Determination Letter of a layout that docs/letters.md names"));

        var header = new CaseHeader(words, HeaderEnd(sections, words.Count), problems);
        var reviewer = ReviewerCredentialsText.Read(words, sections, issues?.At ?? words.Count);
        return new LetterReading(
            new ParsedLetter(
                header.CaseNumber,
                header.DateAssigned,
                header.DateOfInjury,
                header.DecisionDate,
                header.UrDenialDate,
                header.Priority,
                header.ApplicationReceived,
                reviewer,
                CaseSummary.Read(words, sections),
                items),
            problems);
    }

    /// <param name="pages">The text of each page.</param>
    public static LetterReading Parse(IEnumerable<string> pages) => Parse(string.Join('\f', pages));

    // The heading of the issues; a text without it has its items wherever their labels are.
    private static Section? Issues(LetterSections sections)
    {
        var summary = sections.First(SectionKind.Summary);
        var all = sections.All.Where(s => s.Kind == SectionKind.Issues).ToList();
        return all.Where(s => summary is null || s.At > summary.Value.At).Concat(all).Select(s => (Section?)s).FirstOrDefault();
    }

    private static List<ParsedItem> Items(LetterWords words, LetterSections sections, Section? issues, List<LetterProblem> problems)
    {
        var from = issues?.From ?? sections.First(SectionKind.Summary)?.From ?? 0;
        var to = sections.ClosingAfter(from, words.Count);
        if (LabelledItems.Any(words))
        {
            if (issues is null)
                problems.Add(words.Problem("no heading above the items", from, "IMR ISSUES, DECISIONS AND RATIONALES"));
            return LabelledItems.Read(words, from, to, problems);
        }

        if (issues is not null)
        {
            var narrative = NarrativeItems.Read(words, from, to, problems);
            if (narrative.Count > 0)
                return narrative;
        }

        if (NumberedDeterminations.Any(words))
            return NumberedDeterminations.Read(words, sections, problems);
        return sections.First(SectionKind.Dispute) is not null || sections.First(SectionKind.Rationale) is not null
            ? ProfessionalReview.Read(words, sections, problems)
            : [];
    }

    private static int HeaderEnd(LetterSections sections, int count)
        => sections.All.Where(s => s.Kind is not SectionKind.Other).Select(s => s.At).DefaultIfEmpty(count).First();
}
