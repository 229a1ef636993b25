using System.Text.RegularExpressions;
using Imr.Core.Cases;

namespace Imr.Core.Guidelines;

/// <summary>
/// Which body region a phrase of a sentence is about: the region of its clause; among several, the one it is bound to by a preposition, else the nearest;
/// without one in the clause, that of the rest of the sentence; without one in the sentence, that of the nearest preceding sentence.
/// </summary>
internal static partial class RegionAttribution
{
    public static bool IsAbout(EvidenceSentence sentence, int start, int end, BodyRegion target, bool anyRegion)
    {
        if (sentence.Mentions.Count == 0)
            return anyRegion || (sentence.Before.Contains(target) && sentence.Before.All(r => r == target || Downstream(target).Contains(r)));
        var (from, to) = Clause(sentence.Text, start, end);
        var inClause = sentence.Mentions.Where(m => m.Start >= from && m.End <= to).ToList();
        if (inClause.Count > 0)
            return Governing(sentence.Text, inClause, start, end, target).Contains(target);
        var earlier = sentence.Mentions.Where(m => m.End <= from).ToList();
        return Group(sentence.Text, sentence.Mentions, earlier.Count > 0 ? earlier[^1] : sentence.Mentions[0]).Contains(target);
    }

    /// <summary>From the last mark that ends a thought before the phrase to the next one behind it.</summary>
    public static (int From, int To) Clause(string text, int start, int end)
    {
        var marks = Boundary().Matches(text);
        var from = marks.LastOrDefault(m => m.Index + m.Length <= start) is { } before ? before.Index + before.Length : 0;
        return (from, marks.FirstOrDefault(m => m.Index >= end)?.Index ?? text.Length);
    }

    private static List<BodyRegion> Governing(string text, List<RegionMention> mentions, int start, int end, BodyRegion target)
    {
        // Symptoms of the spine run down a limb: where the spine is named, its limb does not compete with it.
        var competing = mentions.Where(m => !Downstream(target).Contains(m.Region)).ToList();
        if (!competing.Exists(m => m.Region == target))
            competing = mentions;
        var bound = competing.FirstOrDefault(m => m.Start >= end && m.Start - end <= 40 && Bound().IsMatch(text[end..m.Start]));
        return Group(text, competing, bound ?? competing.MinBy(m => m.End <= start ? start - m.End : m.Start >= end ? m.Start - end : 0)!);
    }

    /// <summary>Regions named in one breath with a mention, as in "cervical and lumbar spine".</summary>
    private static List<BodyRegion> Group(string text, IReadOnlyList<RegionMention> mentions, RegionMention one)
    {
        var ordered = mentions.OrderBy(m => m.Start).ToList();
        var index = ordered.IndexOf(one);
        var (low, high) = (index, index);
        while (low > 0 && Joined(text, ordered[low - 1], ordered[low]))
            low--;
        while (high < ordered.Count - 1 && Joined(text, ordered[high], ordered[high + 1]))
            high++;
        return [.. ordered[low..(high + 1)].Select(m => m.Region).Distinct()];
    }

    private static bool Joined(string text, RegionMention a, RegionMention b) => b.Start <= a.End || Joint().IsMatch(text[a.End..b.Start]);

    private static BodyRegion[] Downstream(BodyRegion target)
        => target == BodyRegion.Cervical ? [BodyRegion.Shoulder, BodyRegion.Elbow, BodyRegion.WristHand]
            : target == BodyRegion.Lumbar ? [BodyRegion.Hip, BodyRegion.Knee, BodyRegion.AnkleFoot]
            : [];

    [GeneratedRegex(@";|\s(?:-|–|—)\s|\b(?:but|however|although|though|whereas|while|except)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\A\s+(?:of|in|at|from|affecting|involving|about|consistent with)\b(?:(?!\band\b)[^,;])*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();

    [GeneratedRegex(@"\A(?:[\s,&/-]|\b(?:and|or|the|spine|pain)\b)*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joint();
}
