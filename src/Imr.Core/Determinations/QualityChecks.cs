using Imr.Core.Cases;
using Imr.Core.Determinations.Checks;
using Imr.Core.Records;

namespace Imr.Core.Determinations;

/// <summary>Everything that the quality checks look at. No clock and no store: the same input gives the same report.</summary>
/// <param name="Treatments">What each disputed item is; an item without an entry has no known region or modality.</param>
/// <param name="Documents">The accepted set of records.</param>
/// <param name="RecordsHash">Hash of that set as it is now.</param>
/// <param name="EligibleItemIds">The items that must be decided.</param>
/// <param name="ForbiddenNames">Names of reviewers, which no letter may carry (LC 4610.6(f)).</param>
public sealed record QualityInput(
    ImrApplication Application,
    Determination Determination,
    IReadOnlyList<ItemTreatment> Treatments,
    IReadOnlyList<CaseDocument> Documents,
    ContentHash RecordsHash,
    IReadOnlyList<string> EligibleItemIds,
    IReadOnlyList<string> ForbiddenNames);

/// <param name="Region">Null when the item is not about a part of the body, such as a drug.</param>
/// <param name="Modality">Such as <c>CT</c> or <c>MRI</c>; null when it has none.</param>
public sealed record ItemTreatment(string ItemId, BodyRegion? Region, string? Modality);

/// <summary>
/// The checks between a signed determination and its release (domain.md §4.1). A failed <see cref="QualitySeverity.Block"/> finding sends the
/// determination back to the reviewer; the machine never corrects it.
/// </summary>
public static class QualityChecks
{
    /// <summary>Every finding, passed ones too, in the order of the checks and of the items: a report shows what was looked at.</summary>
    public static QualityReport Run(QualityInput input)
    {
        var findings = new List<QualityFinding>();
        findings.AddRange(ItemCoverage.Check(input));
        findings.AddRange(RegionAgreement.Check(input));
        findings.AddRange(ModalityAgreement.Check(input));
        findings.AddRange(NecessitySentence.Check(input));
        findings.AddRange(RecordBasis.Check(input));
        findings.AddRange(LeftoverText.Check(input));
        findings.AddRange(ReviewerAnonymity.Check(input));
        findings.AddRange(WordsToAvoid.Check(input));
        findings.AddRange(RationaleSpecificity.Check(input));
        return new QualityReport(QualityReport.CurrentSchemaVersion, findings);
    }
}
