namespace Imr.Core.Letters.Parsing;

/// <summary>Guidelines and rationale of one item, from its decision to the next item.</summary>
internal readonly record struct ItemBody(ParsedGuideline ClaimsAdministrator, ParsedGuideline Reviewer, string? Rationale)
{
    private static readonly ParsedGuideline s_none = new(null, []);

    /// <summary>With labels: "Claims Administrator guideline:", "… guideline:", "Decision rationale:".</summary>
    /// <param name="from">After the decision.</param>
    /// <param name="rationale">The item's rationale label; null when it has none.</param>
    public static ItemBody Labelled(LetterWords words, int from, int to, (int At, int End)? rationale, int item, List<LetterProblem> problems)
    {
        var guidelinesEnd = rationale?.At ?? to;
        var administrator = First(words, from, guidelinesEnd, ItemLabels.ClaimsAdministrator);
        var afterAdministrator = administrator?.End ?? from;
        var reviewer = First(words, afterAdministrator, guidelinesEnd, ItemLabels.Reviewer) ?? ItemLabels.UnknownReviewer(words, afterAdministrator, guidelinesEnd);
        if (administrator is null)
            problems.Add(words.Problem($"item {item}: no claims administrator guideline", from, "Claims Administrator guideline: …"));
        if (reviewer is null)
            problems.Add(words.Problem($"item {item}: no guideline of the reviewer", from, "MAXIMUS guideline: …"));
        if (rationale is null)
            problems.Add(words.Problem($"item {item}: no rationale", from, "Decision rationale: …"));
        return new ItemBody(
            administrator is { } a ? Guideline(words, a.End, reviewer?.At ?? guidelinesEnd) : s_none,
            reviewer is { } r ? Guideline(words, r.End, guidelinesEnd) : s_none,
            rationale is { } why ? words.Paragraphs(why.End, to) : null);
    }

    /// <summary>In sentences: "The Claims Administrator based …", "The Physician Reviewer based …", "… decision rationale:".</summary>
    public static ItemBody Narrative(LetterWords words, int from, int to, int item, List<LetterProblem> problems)
    {
        var rationale = First(words, from, to, ItemLabels.NarrativeRationale);
        if (rationale is null)
            problems.Add(words.Problem($"item {item}: no rationale", from, "Decision rationale: …"));
        var (administrator, reviewer) = Sides(words, from, rationale?.At ?? to);
        return new ItemBody(administrator, reviewer, rationale is { } why ? words.Paragraphs(why.End, to) : null);
    }

    /// <summary>Parts a text on guidelines into what the claims administrator and what the reviewer based the decision on.</summary>
    public static (ParsedGuideline ClaimsAdministrator, ParsedGuideline Reviewer) Sides(LetterWords words, int from, int to)
    {
        var administrator = FirstAt(words, from, to, ItemLabels.AdministratorSays);
        var reviewer = FirstAt(words, administrator is { } a ? a + 1 : from, to, ItemLabels.ReviewerSays);
        if (administrator is null && reviewer is null)
            return (s_none, from < to ? Guideline(words, from, to) : s_none);
        return (
            administrator is { } says ? Guideline(words, says, reviewer ?? to) : s_none,
            reviewer is { } said ? Guideline(words, said, to) : s_none);
    }

    public static (int At, int End)? First(LetterWords words, int from, int to, Func<LetterWords, int, int?> label)
    {
        for (var i = from; i < to; i++)
        {
            if (label(words, i) is { } end && end <= to)
                return (i, end);
        }

        return null;
    }

    private static int? FirstAt(LetterWords words, int from, int to, Func<LetterWords, int, bool> says)
    {
        for (var i = from; i < to; i++)
        {
            if (says(words, i))
                return i;
        }

        return null;
    }

    private static ParsedGuideline Guideline(LetterWords words, int from, int to)
    {
        var text = words.Text(from, to);
        return new ParsedGuideline(text, GuidelineCitations.Read(text));
    }
}
