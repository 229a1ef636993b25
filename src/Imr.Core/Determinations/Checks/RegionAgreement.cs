using Imr.Core.Cases;

namespace Imr.Core.Determinations.Checks;

/// <summary>
/// QC03: the item, the summary, the rationale and the cited guideline speak of the same part of the body. A letter that decided a neck study on facts
/// about the low back was set aside as plainly erroneous (domain.md §4.2).
/// </summary>
internal static class RegionAgreement
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        var determination = input.Determination;
        var itemRegions = input.Treatments.Where(t => determination.Items.Any(i => i.ItemId == t.ItemId)).Select(t => t.Region).OfType<BodyRegion>().ToHashSet();
        foreach (var item in determination.Items)
        {
            var region = input.Treatments.FirstOrDefault(t => t.ItemId == item.ItemId)?.Region;
            yield return region is null
                ? new("QC03", QualitySeverity.Block, true, item.ItemId, "The item is not about one part of the body.", [])
                : Compare(item, region, determination.ClinicalCaseSummary, itemRegions);
        }
    }

    private static QualityFinding Compare(DeterminedItem item, BodyRegion region, string summaryText, HashSet<BodyRegion> itemRegions)
    {
        var summary = Regions.Count(summaryText);
        var rationale = Regions.Count(item.Rationale);
        var citation = Regions.Count(item.GuidelineText);
        string?[] wrong =
        [
            summary.ContainsKey(region) ? null : $"the summary does not mention the {region.Name}",
            summary.Count == 0 || Regions.Leading(summary).Any(itemRegions.Contains) ? null : "the summary is mostly about a part of the body that is not in dispute",
            rationale.ContainsKey(region) ? null : $"the rationale does not mention the {region.Name}",
            rationale.Count == 0 || Regions.Leading(rationale).Contains(region) ? null : "the rationale is mostly about another part of the body",
            GuidelineAgrees(item.GuidelineRegion, citation, region) ? null : "the cited guideline is about another part of the body",
        ];
        var problems = wrong.OfType<string>().ToArray();
        return new("QC03", QualitySeverity.Block, problems.Length == 0, item.ItemId,
            problems.Length == 0 ? $"All sections are about the {region.Name}." : $"The item is about the {region.Name}, but {string.Join("; ", problems)}.",
            [
                $"item={region}",
                $"summary={Regions.Describe(summary)}",
                $"rationale={Regions.Describe(rationale)}",
                $"guideline={item.GuidelineRegion?.Code ?? "not stated"}",
                $"guideline text={Regions.Describe(citation)}",
            ]);
    }

    // A general guideline, such as one on chronic pain, is about no region; one that is must name the item's.
    private static bool GuidelineAgrees(BodyRegion? stated, IReadOnlyDictionary<BodyRegion, int> citation, BodyRegion region)
        => (stated is null || stated == region) && (citation.Count == 0 || citation.ContainsKey(region));
}
