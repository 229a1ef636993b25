using YamlDotNet.Serialization;

namespace Imr.Core.Guidelines;

/// <summary>The shape of one file of <c>Data/guidelines</c>: criteria once, and the dated guidelines that combine them.</summary>
internal sealed class GuidelineFile
{
    public string Publisher { get; set; } = "";

    /// <summary>A region's code, or <c>any</c> for guidelines of the whole person.</summary>
    public string Region { get; set; } = "";

    public List<CriterionEntry> Criteria { get; set; } = [];

    public List<GuidelineEntry> Guidelines { get; set; } = [];
}

internal sealed class CriterionEntry
{
    public string Id { get; set; } = "";

    public string Text { get; set; } = "";

    public string Page { get; set; } = "";

    public bool MustBeDocumented { get; set; }

    public bool HistoryCounts { get; set; }

    public bool PlansCount { get; set; }

    public bool AnyRegion { get; set; }

    public List<string> MetBy { get; set; } = [];

    public List<string> DeniedBy { get; set; } = [];
}

internal sealed class GuidelineEntry
{
    public string Id { get; set; } = "";

    public string Citation { get; set; } = "";

    public List<string> Families { get; set; } = [];

    public List<string> Modalities { get; set; } = [];

    /// <summary>First and last day of UR decisions that it governs, as 2017-12-01; no last day: still in force.</summary>
    public string From { get; set; } = "";

    public string? To { get; set; }

    public string Status { get; set; } = "";

    public RequirementEntry? Requirement { get; set; }
}

internal sealed class RequirementEntry
{
    [YamlMember(Alias = "criterion")]
    public string? Criterion { get; set; }

    public List<RequirementEntry> AllOf { get; set; } = [];

    public List<RequirementEntry> AnyOf { get; set; } = [];
}
