using System.Text;
using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Matching;

namespace Imr.Core.Guidelines;

/// <summary>All dated guidelines: which one governs a treatment on the day of the UR decision (domain.md §3.3).</summary>
public sealed class GuidelineLibrary
{
    private static readonly Lazy<GuidelineLibrary> Embedded = new(() => Load(YamlData.EmbeddedNames("guidelines/").Select(n => (n, YamlData.Embedded(n)))));

    private GuidelineLibrary(IReadOnlyList<Guideline> guidelines, string version)
    {
        Guidelines = guidelines;
        Version = version;
    }

    /// <summary>The guidelines that are embedded in this assembly.</summary>
    public static GuidelineLibrary Default => Embedded.Value;

    public IReadOnlyList<Guideline> Guidelines { get; }

    /// <summary>SHA-256 over names and texts of the files, whatever order they came in: stored with each evaluation.</summary>
    public string Version { get; }

    /// <summary>Reads files of guidelines; the name stands in problems.</summary>
    /// <exception cref="DataFileException">Lists every problem of every file: unknown regions and families, bad patterns and dates, overlaps.</exception>
    public static GuidelineLibrary Load(IEnumerable<(string Name, string Yaml)> files)
    {
        var ordered = files.OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        List<string> problems = [];
        List<Guideline> guidelines = [.. ordered.SelectMany(f => new GuidelineFileReader(f.Name, problems).Read(f.Yaml))];
        foreach (var doubled in guidelines.GroupBy(g => g.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"guideline {doubled.Key} stands twice");
        problems.AddRange(
            from a in guidelines
            from b in guidelines
            where string.CompareOrdinal(a.Id, b.Id) < 0 && Compete(a, b)
            select $"guidelines {a.Id} and {b.Id} govern the same treatment on the same day");
        if (problems.Count > 0)
            throw new DataFileException(problems);
        var text = string.Concat(ordered.Select(f => $"{f.Name}\n{f.Yaml.ReplaceLineEndings("\n")}\n\0"));
        return new GuidelineLibrary(guidelines, ContentHash.Of(Encoding.UTF8.GetBytes(text)).Value);
    }

    /// <summary>The guideline that governs the treatment for a UR decision of this day; null when there is none, or the treatment is not known well enough.</summary>
    public Guideline? InForce(Treatment treatment, DateOnly urDecisionDate)
        => Guidelines.SingleOrDefault(g => g.Effective.Contains(urDecisionDate)
            && (g.Region is null || g.Region == treatment.Region)
            && g.TreatmentFamilies.Contains(treatment.Family ?? "", StringComparer.Ordinal)
            && (g.Modalities.Count == 0 || g.Modalities.Contains(treatment.Modality ?? "", StringComparer.Ordinal)));

    /// <summary>The guideline of this id, or null.</summary>
    public Guideline? Find(string id) => Guidelines.FirstOrDefault(g => g.Id == id);

    private static bool Compete(Guideline a, Guideline b)
        => (a.Region is null || b.Region is null || a.Region == b.Region) && a.Effective.Overlaps(b.Effective)
            && a.TreatmentFamilies.Intersect(b.TreatmentFamilies, StringComparer.Ordinal).Any()
            && (a.Modalities.Count == 0 || b.Modalities.Count == 0 || a.Modalities.Intersect(b.Modalities, StringComparer.Ordinal).Any());
}
