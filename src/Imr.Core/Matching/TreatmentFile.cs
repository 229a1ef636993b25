namespace Imr.Core.Matching;

/// <summary>The shape of <c>Data/treatments.yaml</c>.</summary>
internal sealed class TreatmentFile
{
    public string Status { get; set; } = "";

    public List<FamilyEntry> Families { get; set; } = [];

    public ImagingEntry Imaging { get; set; } = new();
}

internal sealed class FamilyEntry
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The place of imaging in the order; its families stand below <c>imaging</c>.</summary>
    public bool Imaging { get; set; }

    /// <summary>A drug: it has no body region of its own.</summary>
    public bool Drug { get; set; }

    public List<string> Regions { get; set; } = [];

    public List<string> Preferred { get; set; } = [];

    public List<string> Acceptable { get; set; } = [];

    public List<string> Barred { get; set; } = [];

    public Dictionary<string, List<string>> OnlyModalities { get; set; } = [];

    public Dictionary<string, List<string>> OnlyRegions { get; set; } = [];

    public List<string> Codes { get; set; } = [];

    public List<string> Words { get; set; } = [];
}

internal sealed class ImagingEntry
{
    public List<ModalityEntry> Modalities { get; set; } = [];

    public List<ImagingCodeEntry> Codes { get; set; } = [];

    public List<FamilyEntry> Families { get; set; } = [];
}

internal sealed class ModalityEntry
{
    public string Modality { get; set; } = "";

    public List<string> Words { get; set; } = [];
}

internal sealed class ImagingCodeEntry
{
    public List<string> Codes { get; set; } = [];

    public string Modality { get; set; } = "";

    public string? Region { get; set; }
}
