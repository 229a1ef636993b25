using Imr.Core.Cases;

namespace Imr.Core.Matching;

/// <summary>
/// Reads what a disputed treatment is from its codes and words. Nothing is guessed: codes that disagree are left to the words, a region that
/// the application and a code state differently is left open, and what nothing matched has no family, so that a person says.
/// </summary>
public static class TreatmentClassifier
{
    /// <param name="stated">The region that the application gives, or null.</param>
    public static Treatment Classify(string description, IReadOnlyList<ServiceCode> codes, BodyRegion? stated)
        => Classify(description, codes, stated, TreatmentCatalog.Default);

    /// <inheritdoc cref="Classify(string, IReadOnlyList{ServiceCode}, BodyRegion?)"/>
    public static Treatment Classify(string description, IReadOnlyList<ServiceCode> codes, BodyRegion? stated, TreatmentCatalog catalog)
    {
        var procedures = codes.Where(c => c.System is CodeSystem.Cpt or CodeSystem.Hcpcs).Select(c => c.Code).ToList();
        var images = procedures.Select(p => catalog.ImagingCodes.FirstOrDefault(i => i.Codes.Any(r => r.Contains(p)))).OfType<TreatmentCatalog.ImagingCode>().Distinct().ToList();
        var signs = procedures.Select(p => catalog.Signs.FirstOrDefault(s => s.Codes.Any(r => r.Contains(p)))).OfType<TreatmentCatalog.FamilySigns>().Distinct().ToList();
        var byWords = FirstInText(description, catalog);
        var (region, source) = RegionOf(description, stated, images);

        var imaging = images.Count > 0 && signs.Count == 0;
        if (!imaging && signs.Count != 1)
        {
            if (byWords is null)
                return new Treatment(null, region, null, source);
            imaging = byWords.Family is null;
        }

        if (imaging)
            return new Treatment(ImagingFamily(description, region, images, catalog), region, ModalityOf(description, images, catalog), source);
        var family = signs.Count == 1 ? signs[0] : byWords!;
        return family.Drug && stated is null ? new Treatment(family.Family, null, null, "none: a drug") : new Treatment(family.Family, region, null, source);
    }

    private static TreatmentCatalog.FamilySigns? FirstInText(string description, TreatmentCatalog catalog)
        => catalog.Signs.Select(s => (Signs: s, Match: s.Words.Match(description))).Where(f => f.Match.Success).OrderBy(f => f.Match.Index).Select(f => f.Signs).FirstOrDefault();

    /// <summary>The application's field, then the code, then the words; a contradiction between field and code leaves it open.</summary>
    private static (BodyRegion? Region, string Source) RegionOf(string description, BodyRegion? stated, List<TreatmentCatalog.ImagingCode> images)
    {
        var coded = images.Select(i => i.Region).OfType<BodyRegion>().Distinct().ToList();
        if (stated is not null)
        {
            return coded.Count == 0 || coded.Contains(stated)
                ? (stated, "application")
                : (null, $"conflict: the application says {stated.Code}, the code {string.Join(", ", coded.Select(c => c.Code))}");
        }

        if (coded.Count == 1)
            return (coded[0], "code");
        var worded = BodyRegionLexicon.Dominant(description);
        return worded is not null ? (worded, "description") : (null, BodyRegionLexicon.Find(description).Count > 0 ? "description: more than one region" : "none");
    }

    private static string? ImagingFamily(string description, BodyRegion? region, List<TreatmentCatalog.ImagingCode> images, TreatmentCatalog catalog)
    {
        List<BodyRegion> regions = region is not null
            ? [region]
            : [.. images.Select(i => i.Region).OfType<BodyRegion>(), .. BodyRegionLexicon.Find(description).Select(m => m.Region)];
        return regions.Count > 0
            ? catalog.ImagingFamilies.FirstOrDefault(f => regions.TrueForAll(r => f.Regions.Contains(r)))?.Family
            : catalog.ImagingFamilies.FirstOrDefault(f => f.Words.IsMatch(description))?.Family;
    }

    private static string? ModalityOf(string description, List<TreatmentCatalog.ImagingCode> images, TreatmentCatalog catalog)
    {
        var coded = images.Select(i => i.Modality).Distinct(StringComparer.Ordinal).ToList();
        if (coded.Count == 1)
            return coded[0];
        var worded = catalog.Modalities.Where(m => m.Words.IsMatch(description)).Select(m => m.Modality).ToList();
        return worded.Count == 1 ? worded[0] : null;
    }
}
