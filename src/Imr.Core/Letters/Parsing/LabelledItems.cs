using System.Runtime.InteropServices;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The layout since 2014: "ITEM: Upheld", "Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:". A decision word counts only where such a label
/// follows it, so the words of a rationale begin no item.
/// </summary>
internal static class LabelledItems
{
    // "The Final Determination was based on decisions … set forth below:" stands before the first item.
    private const int IntroductionLimit = 45;

    private static readonly Phrase s_ownModification = new("your physician requested");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Anchor(ItemDecision Decision, int At, int Body);

    public static bool Any(LetterWords words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (ItemLabels.ClaimsAdministrator(words, i) is not null)
                return true;
        }

        return Anchors(words, 0, words.Count).Count > 0;
    }

    /// <param name="from">After the heading of the issues; the first item begins there, after a sentence that introduces it.</param>
    public static List<ParsedItem> Read(LetterWords words, int from, int to, List<LetterProblem> problems)
    {
        var anchors = Anchors(words, from, to);
        Lost(words, from, to, anchors, problems);
        var items = new List<ParsedItem>();
        var starts = Starts(words, from, to, anchors);
        for (var n = 0; n < anchors.Count; n++)
        {
            var anchor = anchors[n];
            var end = n + 1 < anchors.Count ? starts[n + 1] : to;
            var (label, own) = Own(words, anchor, end);
            var text = Item(words, starts[n], anchor.At, n + 1, own);
            if (text.Length == 0)
                problems.Add(words.Problem($"item {n + 1}: a decision without the treatment that it decides", anchor.At, "TREATMENT: Upheld, or Overturned"));
            var body = ItemBody.Labelled(words, anchor.Body, end, RationaleLabel(words, anchor, end), n + 1, problems);
            var (original, authorized) = label is { } paragraph ? ModifiedRequest.ReadOwn(paragraph) : ModifiedRequest.Read(text);
            items.Add(new ParsedItem(text, original, authorized, anchor.Decision, body.ClaimsAdministrator, body.Reviewer, body.Rationale));
        }

        return items;
    }

    private static List<Anchor> Anchors(LetterWords words, int from, int to)
    {
        var anchors = new List<Anchor>();
        for (var i = from; i < to; i++)
        {
            if (DecisionWord.Of(words[i].Key) is { } decision && (HasColon(words, i) || char.IsUpper(words[i].Text[0])) && Body(words, i, to) is { } body)
                anchors.Add(new Anchor(decision, i, body));
        }

        return anchors;
    }

    private static bool HasColon(LetterWords words, int decision) => decision > 0 && words[decision - 1].Key.EndsWith(':');

    // Where the labels begin: right after the decision, or after the paragraph in which our own letters tell of a modification.
    private static int? Body(LetterWords words, int decision, int to)
    {
        if (ItemLabels.IsAny(words, decision + 1))
            return decision + 1;
        if (decision + 1 >= to || !words[decision + 1].StartsLine)
            return null;
        if (s_ownModification.Label(words, decision + 1) is null)
            return HasColon(words, decision) && LabelIsLost(words, decision + 1, to) ? decision + 1 : null;
        return ItemBody.First(words, decision + 1, to, ItemLabels.ClaimsAdministrator)?.At;
    }

    // The claims administrator's label is lost: the reviewer's is the next one, before any other decision.
    private static bool LabelIsLost(LetterWords words, int from, int to)
    {
        const int reach = 200;
        for (var i = from; i < Math.Min(to, from + reach); i++)
        {
            if (ItemLabels.Reviewer(words, i) is not null)
                return true;
            if (ItemLabels.ClaimsAdministrator(words, i) is not null || ItemLabels.Rationale(words, i) is not null || (DecisionWord.Of(words[i].Key) is not null && HasColon(words, i)))
                return false;
        }

        return false;
    }

    private static List<int> Starts(LetterWords words, int from, int to, List<Anchor> anchors)
    {
        var starts = new List<int>();
        for (var n = 0; n < anchors.Count; n++)
        {
            var lower = n == 0 ? Introduced(words, from, anchors[0].At) : RationaleLabel(words, anchors[n - 1], anchors[n].At)?.End ?? anchors[n - 1].Body;
            starts.Add(n == 0 && lower > from ? lower : ItemStart.Find(words, lower, anchors[n].At));
        }

        return starts;
    }

    /// <summary>Where the first item begins: after the sentence that introduces the items, if there is one.</summary>
    public static int Introduced(LetterWords words, int from, int decision)
    {
        for (var i = from; i < Math.Min(decision, from + IntroductionLimit); i++)
        {
            if (words[i].Key is "below:" or "below.")
                return i + 1;
        }

        return from;
    }

    private static (int At, int End)? RationaleLabel(LetterWords words, Anchor anchor, int to) => ItemBody.First(words, anchor.Body, to, ItemLabels.Rationale);

    // Labels that no decision stands before: an item is there, but can't be read.
    private static void Lost(LetterWords words, int from, int to, List<Anchor> anchors, List<LetterProblem> problems)
    {
        var bodies = anchors.Select(a => a.Body).ToHashSet();
        for (var i = from; i < to; i++)
        {
            if (ItemLabels.ClaimsAdministrator(words, i) is not null && !bodies.Contains(i))
                problems.Add(words.Problem("an item without a decision that can be read", i, "Upheld or Overturned right before this label"));
        }
    }

    // (the paragraph of a modification in our own letters, whether it is one of our own letters)
    private static (string? Modification, bool Own) Own(LetterWords words, Anchor anchor, int end)
    {
        var modification = anchor.Body > anchor.At + 1 ? words.Text(anchor.At + 1, anchor.Body) : null;
        var own = ItemBody.First(words, anchor.Body, end, static (w, i) => w[i].Key == "imro" ? ItemLabels.Reviewer(w, i) : null) is not null;
        return (modification, own);
    }

    private static string Item(LetterWords words, int from, int decision, int ordinal, bool own)
    {
        if (from < decision - 1 && IsNumber(words[from].Key, ordinal, own))
            from++;
        var text = words.Text(from, decision);
        return text.EndsWith(':') || text.EndsWith('\uff1a') ? text[..^1].TrimEnd() : text;
    }

    // "2." or "2)" before the second item; our own letters number by the id of the item in the application.
    private static bool IsNumber(string key, int ordinal, bool own)
        => key == $"{ordinal}." || key == $"{ordinal})"
            || (own && key.Length is > 1 and <= 21 && key[^1] == '.' && key.AsSpan(0, key.Length - 1).IndexOfAnyExcept(s_idCharacters) < 0);

    private static readonly System.Buffers.SearchValues<char> s_idCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
