using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>An earlier case whose review covers, or covered, items of this application.</summary>
/// <param name="Number">The earlier case.</param>
public sealed record DuplicateFinding(CaseNumber Number, ApplicationComparison Comparison);

/// <summary>
/// Adds what is known of earlier filings to a proposal of screening: <c>INEL_DUPLICATE</c> for each item that an earlier case has (domain.md §1.6). Never final:
/// an item that is proposed to be left out waits for a named person.
/// </summary>
public static class DuplicateScreening
{
    /// <summary>The reason once for each earlier case; the items that it covers become ineligible, and the case when none is left.</summary>
    public static EligibilityProposal Propose(EligibilityProposal proposal, IReadOnlyList<DuplicateFinding> earlier, RuleSet rules)
    {
        List<DuplicateFinding> found = [.. earlier.Where(f => f.Comparison.IsDuplicate)];
        if (found.Count == 0)
            return proposal;
        var rule = rules.EligibilityReason(EligibilityCodes.Duplicate);
        var covered = found.SelectMany(f => f.Comparison.Items).Select(m => m.ItemId).ToHashSet(StringComparer.Ordinal);
        List<ItemEligibility> items =
        [
            .. proposal.Items.Select(i => covered.Contains(i.ItemId)
                ? i with { Outcome = EligibilityOutcome.Ineligible, ReasonCodes = [.. i.ReasonCodes.Append(EligibilityCodes.Duplicate).Distinct(StringComparer.Ordinal)] }
                : i),
        ];
        return proposal with
        {
            Outcome = items.TrueForAll(i => i.Outcome == EligibilityOutcome.Ineligible) ? EligibilityOutcome.Ineligible : proposal.Outcome,
            Items = items,
            Reasons = [.. proposal.Reasons, .. found.Select(f => new EligibilityReason(EligibilityCodes.Duplicate, $"{rule.Meaning} The earlier case is {f.Number}.", FactsOf(f), rule.Citation, rule.Status))],
        };
    }

    /// <summary>The reason as a party may see it: another case's number and what was compared are not for it.</summary>
    public static EligibilityReason ForParties(EligibilityReason reason, RuleSet rules)
        => reason.Code == EligibilityCodes.Duplicate ? reason with { Explanation = rules.EligibilityReason(EligibilityCodes.Duplicate).Meaning, Fact = "" } : reason;

    private static string FactsOf(DuplicateFinding found)
        => string.Join("; ", found.Comparison.Items.Select(m => $"{m.Path}: item {m.OtherItemId} of {found.Number} ({m.Words})"))
            + $"; worker {found.Comparison.WorkerPoints} points, UR decision {found.Comparison.DecisionPoints} points";
}
