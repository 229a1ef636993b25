using Imr.Core.Cases;
using Imr.Core.Matching;

namespace ImrFunctions.Matching;

/// <summary>The treatments of a case, in one place for matching, evaluation and quality checks.</summary>
internal static class CaseTreatments
{
    public static Treatment Of(DisputedItem item) => TreatmentClassifier.Classify(item.Description, item.Codes, item.BodyRegion);

    public static IReadOnlyList<Treatment> Of(ImrApplication application) => [.. application.DisputedItems.Select(Of)];

    /// <summary>For a reviewer's list: what kind of treatment, without the case's own words.</summary>
    public static string Describe(Treatment treatment)
        => string.Join(", ", new[] { treatment.Modality, treatment.Family, treatment.Region?.Name }.Where(s => s is not null));
}
