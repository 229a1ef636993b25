using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility.Findings;

/// <summary>Makes of a case's rows the one finding that they are.</summary>
public static class CaseFindings
{
    /// <summary>
    /// All items alike, that is the finding; eligible for some, the case goes on with those and the others are left out, ineligible or deferred; none eligible and
    /// some deferred, the case has no finding of this kind.
    /// </summary>
    /// <param name="rows">Of one case; not empty.</param>
    /// <param name="itemIds">Of the items in review.</param>
    /// <param name="rules">Of the case's proposal.</param>
    /// <param name="by">Who finds.</param>
    /// <param name="problems">What does not fit is added here; null is returned then.</param>
    /// <returns>Null too when no row has a finding yet.</returns>
    public static AdFinding? Of(IReadOnlyList<FoundRow> rows, IReadOnlyList<string> itemIds, RuleSet? rules, string by, List<FindingsProblem> problems)
    {
        var before = problems.Count;
        CheckItems(rows, itemIds, problems);
        foreach (var row in rows.Where(r => r.Outcome is null && rows.Any(o => o.Outcome is not null)))
            problems.Add(new(row.Row, "finding", "is empty, and other items of the case have a finding", "a finding for each item of the case, or for none"));
        if (problems.Count > before || rows[0].Outcome is null)
            return null;
        var finding = Combine(rows, by, problems);
        if (finding is null)
            return null;
        foreach (var problem in FindingChecks.Of(finding.Outcome, finding.ReasonCodes, finding.IneligibleItems ?? [], itemIds, rules))
            problems.Add(new(RowOf(problem.Path, rows, finding), problem.Path.Contains("odes", StringComparison.Ordinal) ? "reasonCodes" : "finding", problem.Problem, problem.Expected));
        if (finding.TakesAway && !AdFinding.IsByPerson(by))
            problems.Add(new(rows[0].Row, "finding", "takes something from a worker, and no named person says it", "a person's own token"));
        return problems.Count > before ? null : finding;
    }

    private static void CheckItems(IReadOnlyList<FoundRow> rows, IReadOnlyList<string> itemIds, List<FindingsProblem> problems)
    {
        foreach (var row in rows.Where(r => !itemIds.Contains(r.ItemId, StringComparer.Ordinal)))
            problems.Add(new(row.Row, "item", "is not an item in review", string.Join(", ", itemIds)));
        foreach (var twice in rows.GroupBy(r => r.ItemId, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            problems.Add(new(twice.Row, "item", "stands twice", "each item once"));
        if (itemIds.Except(rows.Select(r => r.ItemId), StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            problems.Add(new(rows[0].Row, "item", "the case has more items", $"rows for {string.Join(", ", missing)} too"));
    }

    private static AdFinding? Combine(IReadOnlyList<FoundRow> rows, string by, List<FindingsProblem> problems)
    {
        var note = string.Join(" / ", rows.Select(r => r.Note).OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } said ? said : null;
        if (rows.Any(r => r.Outcome == EligibilityOutcome.Eligible))
        {
            List<ItemFinding> left = [.. rows.Where(r => r.Outcome != EligibilityOutcome.Eligible).Select(r => new ItemFinding(r.ItemId, r.Codes))];
            foreach (var row in rows.Where(r => (r.Outcome == EligibilityOutcome.Deferred) != new ItemFinding(r.ItemId, r.Codes).Deferred))
                problems.Add(new(row.Row, "reasonCodes", "does not fit the finding", $"Deferred with {EligibilityCodes.LiabilityDeferred} alone, Ineligible with other reasons"));
            return new AdFinding(AdFinding.CurrentSchemaVersion, EligibilityOutcome.Eligible, [], note, by) { IneligibleItems = left.Count > 0 ? left : null };
        }

        var outcome = rows[0].Outcome!.Value;
        if (rows.FirstOrDefault(r => r.Outcome != outcome) is { } other)
        {
            problems.Add(new(other.Row, "finding", "the case has items that are ineligible and items that are deferred, and none that goes on", "Deferred for all, until the others can be found"));
            return null;
        }

        return new AdFinding(AdFinding.CurrentSchemaVersion, outcome, [.. rows.SelectMany(r => r.Codes).Distinct(StringComparer.Ordinal)], note, by);
    }

    /// <summary>The row of the item that a problem is about; of the case, its first row.</summary>
    private static int RowOf(string path, IReadOnlyList<FoundRow> rows, AdFinding finding)
    {
        var items = finding.IneligibleItems ?? [];
        for (var n = 0; n < items.Count; n++)
        {
            if (path.StartsWith($"$.ineligibleItems[{n}]", StringComparison.Ordinal))
                return rows.First(r => r.ItemId == items[n].ItemId).Row;
        }

        return rows[0].Row;
    }
}
