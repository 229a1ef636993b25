using System.Runtime.InteropServices;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The layout with IMR DECISION(S) AND RATIONALE(S): a numbered line "1. ITEM is [not] medically necessary and appropriate.", then what the claims administrator and
/// the reviewer based their decisions on, in sentences, then "… decision rationale:".
/// </summary>
internal static class NarrativeItems
{
    private const int LongestItem = 220;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Anchor(int From, int To, ItemDecision Decision, int Body);

    public static List<ParsedItem> Read(LetterWords words, int from, int to, List<LetterProblem> problems)
    {
        var anchors = Anchors(words, from, to);
        var numbered = anchors.Count > 0;
        if (!numbered)
            anchors = Unnumbered(words, from, to);
        var items = new List<ParsedItem>();
        for (var n = 0; n < anchors.Count; n++)
        {
            var (start, end, decision, body) = anchors[n];
            var text = words.Text(start, end);
            text = text.EndsWith(':') ? text[..^1] : text;
            var said = ItemBody.Narrative(words, body, n + 1 < anchors.Count ? (numbered ? NumberBefore(words, anchors[n + 1].From) : anchors[n + 1].From) : to, n + 1, problems);
            var (original, authorized) = ModifiedRequest.Read(text);
            items.Add(new ParsedItem(text, original, authorized, decision, said.ClaimsAdministrator, said.Reviewer, said.Rationale));
        }

        return items;
    }

    private static List<Anchor> Anchors(LetterWords words, int from, int to)
    {
        var anchors = new List<Anchor>();
        for (var i = from; i < to; i++)
        {
            if (NumberAt(words, i, anchors.Count + 1) is not { } start || Decision(words, start, to) is not { } anchor)
                continue;
            anchors.Add(anchor);
            i = anchor.Body - 1;
        }

        return anchors;
    }

    // Without numbers an item is a paragraph of its own, so that the words that close a rationale are none.
    private static List<Anchor> Unnumbered(LetterWords words, int from, int to)
    {
        var anchors = new List<Anchor>();
        for (var i = from; i < to; i++)
        {
            if (DecisionWord.Sentence(words, i) is not var (decision, end) || !Follows(words, end))
                continue;
            var lower = anchors.Count == 0 ? LabelledItems.Introduced(words, from, i) : ItemBody.First(words, anchors[^1].Body, i, ItemLabels.NarrativeRationale)?.End ?? anchors[^1].Body;
            var start = anchors.Count == 0 && lower > from ? lower : ItemStart.Find(words, lower, i);
            if (start < i && (anchors.Count == 0 || words[start].Gap is Gap.Blank or Gap.Page or Gap.PageBlank))
                anchors.Add(new Anchor(start, i, decision, end));
        }

        return anchors;
    }

    // The decision is the first of its kind after the number, and the sentences on guidelines or the rationale follow at once.
    private static Anchor? Decision(LetterWords words, int start, int to)
    {
        for (var i = start + 1; i < Math.Min(to, start + LongestItem); i++)
        {
            if (DecisionWord.Sentence(words, i) is var (decision, end))
                return Follows(words, end) ? new Anchor(start, i, decision, end) : null;
            if (DecisionWord.Of(words[i].Key) is { } word && words[i - 1].Key.EndsWith(':'))
                return Follows(words, i + 1) ? new Anchor(start, i, word, i + 1) : null;
        }

        return null;
    }

    private static bool Follows(LetterWords words, int i)
        => i < words.Count && (ItemLabels.AdministratorSays(words, i) || ItemLabels.ReviewerSays(words, i) || ItemLabels.NarrativeRationale(words, i) is not null || ItemLabels.IsAny(words, i));

    /// <summary>The first word after "2.", "2)" or "Issue 2:" at the start of a line.</summary>
    private static int? NumberAt(LetterWords words, int i, int ordinal)
    {
        if (!words[i].StartsLine && !(i > 0 && ItemStart.EndsSentence(words, i - 1)))
            return null;
        if (words[i].Key == $"{ordinal}." || words[i].Key == $"{ordinal})")
            return i + 1;
        return words[i].Key is "issue" or "item" && i + 1 < words.Count && words[i + 1].Key.TrimEnd(':', '.', ')') == $"{ordinal}" ? i + 2 : null;
    }

    private static int NumberBefore(LetterWords words, int start)
        => start >= 2 && words[start - 2].Key is "issue" or "item" && words[start - 1].Key.Length <= 3 ? start - 2 : start - 1;
}
