using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The layout MEDICAL PROFESSIONAL REVIEW: the items below ISSUE AT DISPUTE, one text on guidelines and one rationale for all of them, whose heading says the decision:
/// "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS [NOT] MEDICALLY NECESSARY:".
/// </summary>
internal static class ProfessionalReview
{
    private static readonly Phrase s_treatment = new("treatment/service");

    private static readonly string[] s_verbs = ["is/was", "was/is", "is", "was", "are/were", "are", "were", ""];

    /// <summary>Where the rationale's heading ends, from after "… the requested".</summary>
    public static int? HeadingEnd(LetterWords words, int at)
    {
        if (Verdict(words, at) is not var (_, end))
            return null;
        return end;
    }

    public static List<ParsedItem> Read(LetterWords words, LetterSections sections, List<LetterProblem> problems)
    {
        if (sections.First(SectionKind.Dispute) is not { } dispute)
        {
            problems.Add(words.Problem("no disputed item", 0, "ISSUE AT DISPUTE: …"));
            return [];
        }

        if (sections.First(SectionKind.Rationale) is not { } rationale)
        {
            problems.Add(words.Problem("no decision and no rationale", dispute.At, "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY: …"));
            return [];
        }

        if (DecisionOf(words, rationale) is not { } decision)
        {
            problems.Add(words.Problem("no decision", rationale.At, "IS/WAS [NOT] MEDICALLY NECESSARY in the heading of the rationale"));
            return [];
        }

        var (administrator, reviewer) = sections.First(SectionKind.Guidelines) is { } g ? ItemBody.Sides(words, g.From, g.To) : (new(null, []), new(null, []));
        var why = words.Paragraphs(rationale.From, rationale.To);
        if (why.Length == 0)
            problems.Add(words.Problem("no rationale", rationale.At, "the reasons below this heading"));
        var items = Items(words, dispute.From, dispute.To);
        if (items.Count == 0)
            problems.Add(words.Problem("no disputed item", dispute.At, "the treatment below this heading"));
        return [.. items.Select(text =>
        {
            var (original, authorized) = ModifiedRequest.Read(text);
            return new ParsedItem(text, original, authorized, decision, administrator, reviewer, why.Length == 0 ? null : why);
        })];
    }

    private static ItemDecision? DecisionOf(LetterWords words, Section rationale)
    {
        for (var i = rationale.At; i < rationale.From; i++)
        {
            if (s_treatment.Anywhere(words, i) is not null && Verdict(words, i) is var (decision, _))
                return decision;
        }

        return null;
    }

    private static (ItemDecision Decision, int End)? Verdict(LetterWords words, int at)
    {
        foreach (var noun in (string[])["treatment/service", "treatment", "service", "treatments/services", "treatment(s)/service(s)"])
        {
            foreach (var verb in s_verbs)
            {
                if (Phrase.Compact(words, at, noun + verb + "notmedicallynecessary:") is { } not)
                    return (ItemDecision.Upheld, not);
                if (Phrase.Compact(words, at, noun + verb + "medicallynecessary:") is { } necessary)
                    return (ItemDecision.Overturned, necessary);
            }
        }

        return null;
    }

    // A numbered list, or else the paragraphs.
    private static List<string> Items(LetterWords words, int from, int to)
    {
        List<int> starts = [];
        for (var i = from; i < to; i++)
        {
            if (words[i].StartsLine && (words[i].Key == $"{starts.Count + 1}." || words[i].Key == $"{starts.Count + 1})"))
                starts.Add(i);
        }

        if (starts.Count > 0 && starts[0] == from)
            return [.. starts.Select((start, n) => words.Text(start + 1, n + 1 < starts.Count ? starts[n + 1] : to)).Where(t => t.Length > 0)];
        return [.. words.Paragraphs(from, to).Split("\n\n").Select(p => p.TrimStart('•', '-', '·', ' ')).Where(p => p.Length > 0)];
    }
}
