using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Determinations;

/// <summary>A determination that passes every check (case B), to be spoiled by one change a test.</summary>
internal static class QualityInputs
{
    public static QualityInput Good => SampleFiles.Quality(SampleFiles.B, 0, "MRI");

    public static QualityInput WithItem(this QualityInput input, Func<DeterminedItem, DeterminedItem> change)
        => input with { Determination = input.Determination with { Items = [.. input.Determination.Items.Select(change)] } };

    public static QualityInput WithRationale(this QualityInput input, string rationale) => input.WithItem(i => i with { Rationale = rationale });

    public static QualityInput WithSummary(this QualityInput input, string summary)
        => input with { Determination = input.Determination with { ClinicalCaseSummary = summary } };

    public static QualityInput About(this QualityInput input, BodyRegion? region, string? modality = null)
        => input with { Treatments = [new("1", region, modality)] };

    public static QualityFinding Finding(this QualityInput input, string id) => QualityChecks.Run(input).Findings.Single(f => f.Id == id);
}
