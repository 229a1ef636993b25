using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Guidelines;

/// <summary>Finds in a sentence what shows a criterion and what denies it.</summary>
internal sealed class CriterionPhrases(Criterion criterion)
{
    private readonly Regex met = PhrasePattern.Any(criterion.MetBy);
    private readonly Regex denied = PhrasePattern.Any(criterion.DeniedBy);

    /// <param name="region">The part of the body that a phrase must be about; null: whatever it is about counts.</param>
    public (bool Met, bool Denied) Read(EvidenceSentence sentence, BodyRegion? region)
    {
        var denials = denied.Matches(sentence.Text).ToList();
        List<Assertion> shows = [.. met.Matches(sentence.Text)
            .Where(m => !denials.Exists(d => d.Index <= m.Index && m.Index + m.Length <= d.Index + d.Length))
            .Select(m => Says(sentence, m, region))];
        var contrary = denials.Exists(d => Says(sentence, d, region) == Assertion.Affirmed);
        return (shows.Contains(Assertion.Affirmed), contrary || shows.Contains(Assertion.Denied));
    }

    private Assertion Says(EvidenceSentence sentence, Match phrase, BodyRegion? region)
    {
        var end = phrase.Index + phrase.Length;
        if (sentence.InFamilyHistory || (sentence.InHistory && !criterion.HistoryCounts)
            || (region is not null && !RegionAttribution.IsAbout(sentence, phrase.Index, end, region, criterion.AnyRegion)))
            return Assertion.Undecided;
        return AssertionReader.Of(sentence.Text, phrase.Index, end, criterion.PlansCount, criterion.HistoryCounts);
    }
}
