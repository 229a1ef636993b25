using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>A family of disputed treatments with the specialties that may review it (domain.md §2.4, a proposal: draft).</summary>
/// <param name="Id">Such as <c>imaging-spine</c>.</param>
/// <param name="Barred">Specialties whose scope of practice forbids it; the rest of those not named are merely unsuitable.</param>
/// <param name="OnlyModalities">A specialty that is suitable for some modalities only, such as chiropractic for MRI and x-ray.</param>
/// <param name="OnlyRegions">A specialty that is suitable for some regions only, such as podiatry for the foot.</param>
public sealed record TreatmentFamily(
    string Id,
    string Name,
    IReadOnlyList<Specialty> Preferred,
    IReadOnlyList<Specialty> Acceptable,
    IReadOnlyList<Specialty> Barred,
    IReadOnlyDictionary<Specialty, IReadOnlyList<string>> OnlyModalities,
    IReadOnlyDictionary<Specialty, IReadOnlyList<BodyRegion>> OnlyRegions,
    RuleStatus Status)
{
    /// <summary>0 for a preferred specialty, 1 for an acceptable one, null for one that may not review this treatment.</summary>
    public int? RankOf(Specialty specialty, Treatment treatment)
    {
        if (Barred.Contains(specialty)
            || (OnlyModalities.TryGetValue(specialty, out var modalities) && !modalities.Contains(treatment.Modality ?? "", StringComparer.Ordinal))
            || (OnlyRegions.TryGetValue(specialty, out var regions) && (treatment.Region is null || !regions.Contains(treatment.Region))))
            return null;
        return Preferred.Contains(specialty) ? 0 : Acceptable.Contains(specialty) ? 1 : null;
    }
}
