using Imr.Core.Cases;

namespace Imr.Core.Determinations.Checks;

/// <summary>How often a text speaks of each body region, by the one lexicon.</summary>
internal static class Regions
{
    /// <summary>Regions that are mentioned, with their number of mentions.</summary>
    public static IReadOnlyDictionary<BodyRegion, int> Count(string text) => BodyRegionLexicon.Count(text);

    /// <summary>The region mentioned most; null when none is, or when two are level.</summary>
    public static BodyRegion? Dominant(string text) => Leading(Count(text)) is [var only] ? only : null;

    /// <summary>Every region that no other exceeds.</summary>
    public static IReadOnlyList<BodyRegion> Leading(IReadOnlyDictionary<BodyRegion, int> counts)
        => [.. counts.Where(c => c.Value == counts.Values.Max()).Select(c => c.Key)];

    /// <summary>Such as <c>lumbar(7), cervical(1)</c>, most mentions first.</summary>
    public static string Describe(IReadOnlyDictionary<BodyRegion, int> counts)
        => counts.Count == 0
            ? "none"
            : string.Join(", ", counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Code, StringComparer.Ordinal).Select(c => $"{c.Key}({c.Value})"));
}
