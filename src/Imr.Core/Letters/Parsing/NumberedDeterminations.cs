using System.Runtime.InteropServices;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The layout of 2013, Notice of Independent Medical Review Determination: the decisions stand in numbered sentences, "1) … has determined the request for X is [not]
/// medically necessary and appropriate.", guidelines and rationale below "1) Regarding the request for X:".
/// </summary>
internal static class NumberedDeterminations
{
    private const int LongestItem = 250;
    private const int NumberReach = 12;

    private static readonly Phrase[] s_determined =
    [
        .. from that in (string[])["", "that "]
           from time in (string[])["", "retrospective ", "prospective ", "concurrent "]
           from request in (string[])["request for", "requests for", "requested"]
           select new Phrase($"has determined {that}the {time}{request}"),
    ];

    private static readonly Phrase s_regarding = new("regarding the request for");
    private static readonly Phrase s_reliedUpon = new("relied upon by the");
    private static readonly Phrase s_rationale = new("rationale for the decision");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Determination(int Number, int At, int From, int To, ItemDecision Decision, int End);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Discussion(int Number, int At, int From);

    public static bool Any(LetterWords words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Determined(words, i) is not null)
                return true;
        }

        return false;
    }

    public static List<ParsedItem> Read(LetterWords words, LetterSections sections, List<LetterProblem> problems)
    {
        var sentences = Sentences(words, problems);
        // The notice says them once, the decision says them again.
        var determinations = sentences.GroupBy(s => s.Number).OrderBy(g => g.Key).Select(g => g.First()).ToList();
        foreach (var again in sentences)
        {
            if (determinations.First(d => d.Number == again.Number) is var first && first.Decision != again.Decision)
                problems.Add(words.Problem($"item {again.Number}: two different decisions", again.At, "the same decision wherever the request is named"));
        }

        var last = sentences.Count == 0 ? 0 : sentences[^1].End;
        var end = sections.ClosingAfter(last, words.Count);
        var discussions = Discussions(words, last, end);
        var items = new List<ParsedItem>();
        foreach (var determination in determinations)
        {
            var text = words.Text(determination.From, determination.To);
            var n = discussions.FindIndex(d => d.Number == determination.Number);
            var body = n >= 0 ? Body(words, discussions[n].From, n + 1 < discussions.Count ? discussions[n + 1].At : end) : determinations.Count == 1 ? Body(words, last, end) : default;
            if (body.Rationale is null)
                problems.Add(words.Problem($"item {determination.Number}: no rationale", n >= 0 ? discussions[n].At : determination.At, "Rationale for the Decision: …"));
            var (original, authorized) = ModifiedRequest.Read(text);
            items.Add(new ParsedItem(text, original, authorized, determination.Decision, body.ClaimsAdministrator ?? new(null, []), body.Reviewer ?? new(null, []), body.Rationale));
        }

        return items;
    }

    private static int? Determined(LetterWords words, int i)
        => words[i].Key == "has" ? s_determined.Select(p => p.Anywhere(words, i)).FirstOrDefault(end => end is not null) : null;

    private static List<Determination> Sentences(LetterWords words, List<LetterProblem> problems)
    {
        var found = new List<Determination>();
        for (var i = 0; i < words.Count; i++)
        {
            if (Determined(words, i) is not { } from)
                continue;
            if (Verdict(words, from) is not var (decision, to, end))
            {
                problems.Add(words.Problem("a determination that can't be read", i, "… has determined the request for X is [not] medically necessary and appropriate."));
                continue;
            }

            var number = NumberBefore(words, i) ?? (found.Count == 0 || Repeats(words, found, from, to) is not { } same ? found.Select(f => f.Number).DefaultIfEmpty(0).Max() + 1 : same);
            found.Add(new Determination(number, i, from, to, decision, end));
            i = end - 1;
        }

        return found;
    }

    private static (ItemDecision Decision, int To, int End)? Verdict(LetterWords words, int from)
    {
        for (var i = from + 1; i < Math.Min(words.Count, from + LongestItem); i++)
        {
            if (DecisionWord.Sentence(words, i) is var (decision, end))
                return (decision, i, end);
            if (Determined(words, i) is not null)
                return null;
        }

        return null;
    }

    // Without numbers the same request named again is the same item.
    private static int? Repeats(LetterWords words, List<Determination> found, int from, int to)
    {
        var text = words.Text(from, to);
        foreach (var one in found)
        {
            if (words.Text(one.From, one.To).Equals(text, StringComparison.OrdinalIgnoreCase))
                return one.Number;
        }

        return null;
    }

    private static List<Discussion> Discussions(LetterWords words, int from, int to)
    {
        var found = new List<Discussion>();
        for (var i = from; i < to; i++)
        {
            if (s_regarding.Anywhere(words, i) is not { } after || (!words[i].StartsLine && NumberBefore(words, i, 1) is null))
                continue;
            found.Add(new Discussion(NumberBefore(words, i, 1) ?? found.Count + 1, NumberBefore(words, i, 1) is null ? i : i - 1, after));
        }

        return found;
    }

    private static ItemBody Body(LetterWords words, int from, int to)
    {
        var rationale = ItemBody.First(words, from, to, s_rationale.LabelOrLine) ?? ItemBody.First(words, from, to, ItemLabels.Rationale);
        var heading = ItemBody.First(words, from, rationale?.At ?? to, GuidelineHeading);
        var (administrator, reviewer) = heading is { } h ? ItemBody.Sides(words, h.End, rationale?.At ?? to) : (new(null, []), new(null, []));
        return new ItemBody(administrator, reviewer, rationale is { } why ? words.Paragraphs(why.End, to) : null);
    }

    // "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision"
    private static int? GuidelineHeading(LetterWords words, int i)
    {
        const int longest = 12;
        if (s_reliedUpon.Anywhere(words, i) is not { } from)
            return null;
        for (var k = from; k < Math.Min(words.Count, from + longest); k++)
        {
            if (words[k].Key is "decision" or "decision:")
                return k + 1 < words.Count && words[k + 1].Key == ":" ? k + 2 : k + 1;
        }

        return null;
    }

    private static int? NumberBefore(LetterWords words, int i, int reach = NumberReach)
    {
        for (var k = i - 1; k >= Math.Max(0, i - reach); k--)
        {
            var key = words[k].Key;
            var close = key.IndexOf(')', StringComparison.Ordinal);
            var digits = close > 0 ? key[..close] : key.EndsWith('.') ? key[..^1] : "";
            if (digits.Length is > 0 and <= 2 && digits.All(char.IsAsciiDigit))
                return int.Parse(digits);
            if (ItemStart.EndsSentence(words, k) && key is not "inc.")
                return null;
        }

        return null;
    }
}
