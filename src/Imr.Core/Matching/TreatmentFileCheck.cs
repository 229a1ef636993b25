using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Reviewers;

namespace Imr.Core.Matching;

/// <summary>Finds all that is wrong in a file of treatments, so that one run shows everything.</summary>
internal static class TreatmentFileCheck
{
    public static IEnumerable<string> Problems(TreatmentFile file)
    {
        if (file.Status is not ("draft" or "confirmed"))
            yield return "treatments.yaml: status is draft or confirmed";
        var families = file.Families.Concat(file.Imaging.Families).ToList();
        foreach (var doubled in families.GroupBy(f => f.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"treatments.yaml {doubled.Key}: the id stands twice";
        foreach (var problem in families.SelectMany(InFamily))
            yield return problem;
        foreach (var code in file.Imaging.Codes.SelectMany(c => c.Codes).Where(c => CodeRange.TryParse(c) is null))
            yield return $"treatments.yaml imaging: not a code or range of codes: {code}";
        foreach (var region in file.Imaging.Codes.Where(c => c.Region is not null && !BodyRegion.TryParse(c.Region, null, out _)))
            yield return $"treatments.yaml imaging: no region {region.Region}";
        foreach (var unknown in file.Imaging.Codes.Select(c => c.Modality).Except(file.Imaging.Modalities.Select(m => m.Modality), StringComparer.Ordinal))
            yield return $"treatments.yaml imaging: no modality {unknown}";
        foreach (var word in file.Imaging.Modalities.SelectMany(m => m.Words).Where(w => !PhrasePattern.IsValid(w)))
            yield return $"treatments.yaml imaging: not a pattern: {word}";
    }

    private static IEnumerable<string> InFamily(FamilyEntry family)
    {
        if (family.Id.Length == 0 || family.Name.Length == 0)
            yield return $"treatments.yaml {family.Id}: a family has an id and a name";
        var specialties = family.Preferred.Concat(family.Acceptable).Concat(family.Barred).ToList();
        foreach (var code in specialties.Concat(family.OnlyModalities.Keys).Concat(family.OnlyRegions.Keys).Where(s => !Specialty.TryParse(s, null, out _)))
            yield return $"treatments.yaml {family.Id}: no specialty {code}";
        foreach (var doubled in specialties.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"treatments.yaml {family.Id}: specialty {doubled.Key} stands twice";
        if (!family.Imaging && family.Preferred.Count == 0)
            yield return $"treatments.yaml {family.Id}: no preferred specialty";
        foreach (var region in family.Regions.Concat(family.OnlyRegions.Values.SelectMany(v => v)).Where(r => !BodyRegion.TryParse(r, null, out _)))
            yield return $"treatments.yaml {family.Id}: no region {region}";
        foreach (var code in family.Codes.Where(c => CodeRange.TryParse(c) is null))
            yield return $"treatments.yaml {family.Id}: not a code or range of codes: {code}";
        foreach (var word in family.Words.Where(w => !PhrasePattern.IsValid(w)))
            yield return $"treatments.yaml {family.Id}: not a pattern: {word}";
    }
}
