using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>What a finding on eligibility must say (8 CCR 9792.10.3(c)), however it comes: over HTTP for one case, or in a file for many.</summary>
public static class FindingChecks
{
    /// <summary>Every problem at once.</summary>
    /// <param name="itemIds">Of the items in review.</param>
    /// <param name="rules">Of the UR decision; null when nothing was proposed yet, then any code goes.</param>
    public static IReadOnlyList<ApplicationProblem> Of(
        EligibilityOutcome? outcome, IReadOnlyList<string> codes, IReadOnlyList<ItemFinding> items, IReadOnlyList<string> itemIds, RuleSet? rules)
        => [.. OfCase(outcome, codes, rules), .. OfItems(outcome, items, itemIds), .. items.SelectMany((item, n) => OfItem(item, $"$.ineligibleItems[{n}]", itemIds, rules))];

    private static IEnumerable<ApplicationProblem> OfCase(EligibilityOutcome? outcome, IReadOnlyList<string> codes, RuleSet? rules)
    {
        if (outcome is not (EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible or EligibilityOutcome.Deferred))
            yield return new ApplicationProblem("$.outcome", "Not a finding.", "Eligible, Ineligible or Deferred.");
        if (outcome is EligibilityOutcome.Ineligible or EligibilityOutcome.Deferred && codes.Count == 0)
            yield return new ApplicationProblem("$.reasonCodes", "Missing.", "At least one reason: the notice must say why.");
        if (outcome == EligibilityOutcome.Ineligible && codes.Count > 0 && codes.All(IsNoRefusal))
            yield return new ApplicationProblem("$.reasonCodes", "No reason to refuse: what is deferred or pending is not ineligible.", "A reason of ineligibility, or outcome Deferred.");
        for (var n = 0; n < codes.Count; n++)
        {
            if (IsUnknown(codes[n], rules))
                yield return new ApplicationProblem($"$.reasonCodes[{n}]", "Not a reason of the rules in force.", Known(rules!));
        }
    }

    /// <summary>Single items are left out only of a case that goes on with others.</summary>
    private static IEnumerable<ApplicationProblem> OfItems(EligibilityOutcome? outcome, IReadOnlyList<ItemFinding> items, IReadOnlyList<string> itemIds)
    {
        if (items.Count > 0 && outcome != EligibilityOutcome.Eligible)
            yield return new ApplicationProblem("$.ineligibleItems", "Only a case that is found eligible goes on without some of its items.", "outcome Eligible, or no items.");
        if (items.Count > 0 && itemIds.All(id => items.Any(f => f.ItemId == id)))
            yield return new ApplicationProblem("$.ineligibleItems", "No item would be left.", "outcome Ineligible or Deferred for the whole case.");
    }

    private static IEnumerable<ApplicationProblem> OfItem(ItemFinding item, string path, IReadOnlyList<string> itemIds, RuleSet? rules)
    {
        if (!itemIds.Contains(item.ItemId, StringComparer.Ordinal))
            yield return new ApplicationProblem(path + ".itemId", "Not an item in review.", string.Join(", ", itemIds));
        if (item.ReasonCodes.Count == 0)
            yield return new ApplicationProblem(path + ".reasonCodes", "Missing.", "At least one reason: the notice must say why.");
        else if (item.ReasonCodes.Any(c => IsUnknown(c, rules)))
            yield return new ApplicationProblem(path + ".reasonCodes", "Not a reason of the rules in force.", Known(rules!));
        else if (!item.Deferred && item.ReasonCodes.All(IsNoRefusal))
            yield return new ApplicationProblem(path + ".reasonCodes", "No reason to leave it out.", $"A reason of ineligibility, or {EligibilityCodes.LiabilityDeferred} alone: it is deferred then.");
    }

    /// <summary>What parks a case and takes nothing from the worker.</summary>
    private static bool IsNoRefusal(string code) => code is EligibilityCodes.LiabilityDeferred or EligibilityCodes.InformationPending;

    private static bool IsUnknown(string code, RuleSet? rules) => rules is not null && rules.Eligibility.All(e => e.Code != code);

    private static string Known(RuleSet rules) => string.Join(", ", rules.Eligibility.Select(e => e.Code));
}
