namespace Imr.Core.Determinations.Checks;

/// <summary>QC01: every eligible item is decided exactly once, and no other (LC 4610.6(e)).</summary>
internal static class ItemCoverage
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        var decided = input.Determination.Items.CountBy(i => i.ItemId, StringComparer.Ordinal).ToArray();
        var eligible = input.EligibleItemIds;
        string[] facts =
        [
            .. eligible.Where(id => !decided.Any(d => d.Key == id)).Select(id => $"item {id}: not decided"),
            .. decided.Where(d => d.Value > 1).Select(d => $"item {d.Key}: decided {d.Value} times"),
            .. decided.Where(d => !eligible.Contains(d.Key, StringComparer.Ordinal)).Select(d => $"item {d.Key}: decided, but not an eligible item"),
        ];
        var passed = facts.Length == 0;
        yield return new("QC01", QualitySeverity.Block, passed, null,
            passed ? "Every eligible item is decided once." : "Decide every eligible item exactly once, and no other.",
            passed ? [$"items={string.Join(", ", eligible)}"] : facts);
    }
}
