using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Matching;
using Imr.Core.Records;

namespace Imr.Core.Guidelines;

/// <summary>
/// Holds disputed treatments against the guideline in force on the day of the UR decision. The result is a draft for the reviewer, never a decision:
/// every criterion is Met or NotMet with the sentences that show it, or Unknown with what is missing.
/// </summary>
public static class GuidelineEvaluator
{
    /// <summary>Every disputed item of a case against the guidelines in force on its UR decision date.</summary>
    public static CaseEvaluation EvaluateCase(ImrApplication application, RecordSet records, GuidelineLibrary library)
    {
        var evidence = new Lazy<IReadOnlyList<EvidenceSentence>>(() => EvidenceReader.Read(records));
        return new CaseEvaluation(
            CaseEvaluation.CurrentSchemaVersion,
            library.Version,
            [.. application.DisputedItems.Select(i => Evaluate(i, TreatmentClassifier.Classify(i.Description, i.Codes, i.BodyRegion), records, library, application.UrDecision.DecisionDate, evidence))]);
    }

    public static ItemEvaluation Evaluate(DisputedItem item, Treatment treatment, RecordSet records, GuidelineLibrary library, DateOnly urDecisionDate)
        => Evaluate(item, treatment, records, library, urDecisionDate, new Lazy<IReadOnlyList<EvidenceSentence>>(() => EvidenceReader.Read(records)));

    private static ItemEvaluation Evaluate(DisputedItem item, Treatment treatment, RecordSet records, GuidelineLibrary library, DateOnly urDecisionDate, Lazy<IReadOnlyList<EvidenceSentence>> evidence)
    {
        var read = records.Entries.Where(e => e.Document.Kind != DocumentKind.UrDecision).Sum(e => e.Text.Pages.Count(p => p.Readable));
        var unread = records.Entries.Sum(e => e.Text.Pages.Count(p => !p.Readable) + Math.Max(0, e.Document.Pages - e.Text.Pages.Count));
        if (library.InForce(treatment, urDecisionDate) is not { } guideline)
            return new ItemEvaluation(item.Id, null, null, RuleStatus.Draft, CriterionOutcome.Unknown, [], read, unread, WhyNone(treatment, library, urDecisionDate));

        var absenceCounts = records.Complete && records.EveryPageRead && unread == 0 && read > 0;
        var results = guideline.Criteria.Select(c => Hold(c, guideline.Region, evidence.Value, absenceCounts)).ToList();
        var outcome = Kleene.Combine(guideline.Requirement, results.ToDictionary(r => r.CriterionId, r => r.Outcome, StringComparer.Ordinal));
        return new ItemEvaluation(item.Id, guideline.Id, guideline.Citation, guideline.Status, outcome, results, read, unread, null);
    }

    private static CriterionResult Hold(Criterion criterion, BodyRegion? region, IReadOnlyList<EvidenceSentence> evidence, bool absenceCounts)
    {
        var phrases = new CriterionPhrases(criterion);
        var sentence = region is null ? "sentence" : $"sentence about the {region.Name}";
        var read = evidence.Where(e => region is null || RegionAttribution.MayBeAbout(e, region, criterion.AnyRegion)).Select(e => (e.Quote, Says: phrases.Read(e, region))).ToList();
        var met = read.Where(r => r.Says.Met).Select(r => r.Quote).Distinct().ToList();
        var denied = read.Where(r => r.Says.Denied).Select(r => r.Quote).Distinct().ToList();
        return (met.Count > 0, denied.Count > 0) switch
        {
            (true, false) => Result(CriterionOutcome.Met, met, null),
            (false, true) => Result(CriterionOutcome.NotMet, denied, null),
            (true, true) => Result(CriterionOutcome.Unknown, [.. met.Union(denied)], "The records contradict each other."),
            _ when criterion.MustBeDocumented && absenceCounts => Result(CriterionOutcome.NotMet, [], $"Must be documented; the records are complete, every page was read, and no {sentence} shows it."),
            _ => Result(CriterionOutcome.Unknown, [], $"No {sentence} in the records shows or denies it."),
        };

        CriterionResult Result(CriterionOutcome outcome, IReadOnlyList<Quote> quotes, string? missing)
            => new(criterion.Id, criterion.Text, criterion.Page, outcome, quotes, missing);
    }

    private static string WhyNone(Treatment treatment, GuidelineLibrary library, DateOnly urDecisionDate)
    {
        if (treatment.Family is null)
            return "What the treatment is could not be told from its codes and words: a person must say.";
        // A region is asked for only where one would pick a guideline: a drug has none.
        if (treatment.Region is null && library.Guidelines.Any(g => g.Region is not null && g.TreatmentFamilies.Contains(treatment.Family, StringComparer.Ordinal)))
            return $"The body region is not known ({treatment.RegionSource}): a person must say.";
        var what = string.Join(' ', new[] { treatment.Family, treatment.Modality, treatment.Region is null ? null : $"of the {treatment.Region.Name}" }.OfType<string>());
        return $"No guideline of the library covers {what} for a UR decision of {urDecisionDate:yyyy-MM-dd}.";
    }
}
