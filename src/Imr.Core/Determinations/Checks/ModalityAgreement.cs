using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>QC05: the rationale concludes on the study that was asked for, CT or MRI, with or without contrast.</summary>
internal static partial class ModalityAgreement
{
    private static readonly (string Modality, Regex Words)[] Known = [("CT", Ct()), ("MRI", Mri()), ("X-ray", XRay()), ("Ultrasound", Ultrasound())];

    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        foreach (var item in input.Determination.Items)
        {
            var asked = input.Treatments.FirstOrDefault(t => t.ItemId == item.ItemId)?.Modality;
            var description = input.Application.DisputedItems.FirstOrDefault(i => i.Id == item.ItemId)?.Description ?? string.Empty;
            yield return Array.Exists(Known, k => k.Modality.Equals(asked, StringComparison.OrdinalIgnoreCase))
                ? Compare(item, asked!, description)
                : new("QC05", QualitySeverity.Block, true, item.ItemId, "The item is not an imaging study.", []);
        }
    }

    private static QualityFinding Compare(DeterminedItem item, string asked, string description)
    {
        var rationale = Named(item.Rationale);
        var conclusion = Named(NecessitySentence.Last(item.Rationale)?.Text ?? string.Empty);
        var other = Differs(rationale, asked) || Differs(conclusion, asked);
        var contrast = ContrastDiffers(description, item.Rationale);
        return new("QC05", QualitySeverity.Block, !other && !contrast, item.ItemId,
            other ? $"The item is a {asked}, the rationale speaks of another study."
                : contrast ? "The item and the rationale differ on the use of contrast."
                : $"The rationale speaks of the {asked} that was asked for.",
            [$"item={asked}", $"rationale={Describe(rationale)}", $"conclusion={Describe(conclusion)}"]);
    }

    private static string[] Named(string text) => [.. Known.Where(k => k.Words.IsMatch(text)).Select(k => k.Modality)];

    // A text that names no study at all says "the requested study", which is the one asked for.
    private static bool Differs(string[] named, string asked) => named.Length > 0 && !named.Contains(asked, StringComparer.OrdinalIgnoreCase);

    private static bool ContrastDiffers(string description, string rationale)
        => (Without().IsMatch(description), With().IsMatch(description), Without().IsMatch(rationale), With().IsMatch(rationale)) is
            (true, false, false, true) or (false, true, true, false);

    private static string Describe(string[] named) => named.Length == 0 ? "none" : string.Join(", ", named);

    [GeneratedRegex(@"\b(?:CTs?|CAT scans?|computed tomograph\w*|computerized tomograph\w*)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ct();

    [GeneratedRegex(@"\b(?:MRIs?|MR imaging|magnetic resonance)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mri();

    [GeneratedRegex(@"\b(?:x-?rays?|radiographs?|plain films?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XRay();

    [GeneratedRegex(@"\b(?:ultrasounds?|ultrasonograph\w*|sonograms?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ultrasound();

    [GeneratedRegex(@"\bwithout(?: \w+)? contrast|\bnon-?contrast|\bw/o contrast", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Without();

    [GeneratedRegex(@"\bwith(?: and without)?(?: \w+)? contrast|\bcontrast[- ]enhanced", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex With();
}
