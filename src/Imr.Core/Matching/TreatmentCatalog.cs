using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Deadlines;
using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>Families of treatments and how to tell them, from <c>Data/treatments.yaml</c>.</summary>
public sealed class TreatmentCatalog
{
    private static readonly Lazy<TreatmentCatalog> Embedded = new(() => Load(YamlData.Embedded("treatments.yaml")));

    private TreatmentCatalog(TreatmentFile file)
    {
        var status = file.Status == "confirmed" ? RuleStatus.Confirmed : RuleStatus.Draft;
        Families = [.. file.Families.Where(f => !f.Imaging).Concat(file.Imaging.Families).Select(f => Family(f, status))];
        Signs = [.. file.Families.Select(f => new FamilySigns(f.Imaging ? null : f.Id, f.Drug, Ranges(f.Codes), PhrasePattern.Any(f.Imaging ? file.Imaging.Modalities.SelectMany(m => m.Words) : f.Words)))];
        Modalities = [.. file.Imaging.Modalities.Select(m => new ModalitySigns(m.Modality, PhrasePattern.Any(m.Words)))];
        ImagingCodes = [.. file.Imaging.Codes.Select(c => new ImagingCode(Ranges(c.Codes), c.Modality, c.Region is null ? null : BodyRegion.Parse(c.Region)))];
        ImagingFamilies = [.. file.Imaging.Families.Select(f => new ImagingFamily(f.Id, [.. f.Regions.Select(r => BodyRegion.Parse(r))], PhrasePattern.Any(f.Words)))];
    }

    public static TreatmentCatalog Default => Embedded.Value;

    public IReadOnlyList<TreatmentFamily> Families { get; }

    /// <summary>Of a family; its id is null for imaging, where the region decides the family.</summary>
    internal IReadOnlyList<FamilySigns> Signs { get; }

    internal IReadOnlyList<ModalitySigns> Modalities { get; }

    internal IReadOnlyList<ImagingCode> ImagingCodes { get; }

    internal IReadOnlyList<ImagingFamily> ImagingFamilies { get; }

    /// <exception cref="DataFileException">Lists every unknown specialty or region, bad code, bad pattern and doubled id.</exception>
    /// <exception cref="YamlDotNet.Core.YamlException">Not YAML of this shape.</exception>
    public static TreatmentCatalog Load(string yaml)
    {
        var file = YamlData.Read<TreatmentFile>(yaml);
        var problems = TreatmentFileCheck.Problems(file).ToList();
        return problems.Count == 0 ? new TreatmentCatalog(file) : throw new DataFileException(problems);
    }

    /// <summary>The family of this id, or null.</summary>
    public TreatmentFamily? Find(string? id) => Families.FirstOrDefault(f => f.Id == id);

    private static TreatmentFamily Family(FamilyEntry entry, RuleStatus status)
        => new(
            entry.Id,
            entry.Name,
            Specialties(entry.Preferred),
            Specialties(entry.Acceptable),
            Specialties(entry.Barred),
            entry.OnlyModalities.ToDictionary(m => Specialty.Parse(m.Key), m => (IReadOnlyList<string>)m.Value),
            entry.OnlyRegions.ToDictionary(r => Specialty.Parse(r.Key), r => (IReadOnlyList<BodyRegion>)[.. r.Value.Select(v => BodyRegion.Parse(v))]),
            status);

    private static Specialty[] Specialties(List<string> codes) => [.. codes.Select(c => Specialty.Parse(c))];

    private static CodeRange[] Ranges(List<string> codes) => [.. codes.Select(c => CodeRange.TryParse(c)!)];

    internal sealed record FamilySigns(string? Family, bool Drug, IReadOnlyList<CodeRange> Codes, Regex Words);

    internal sealed record ModalitySigns(string Modality, Regex Words);

    internal sealed record ImagingCode(IReadOnlyList<CodeRange> Codes, string Modality, BodyRegion? Region);

    internal sealed record ImagingFamily(string Family, IReadOnlyList<BodyRegion> Regions, Regex Words);
}
