using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>What the check of a merge says.</summary>
/// <param name="Items">Every item of the later filing with its counterpart, when nothing is wrong.</param>
/// <param name="Conflict">Why it can't be done now; null when it can.</param>
public sealed record MergeCheck(IReadOnlyList<MergedItem> Items, IReadOnlyList<ApplicationProblem> Problems, string? Conflict);

/// <summary>
/// Checks that a merge loses nothing: the other case came first, is the same worker's, about the same UR decision, has every item, and reviews them. What a person
/// knows better than the comparison is said item by item; who the worker is, is not overruled.
/// </summary>
public sealed class MergeDesk(RelatedCases related, CaseRegister register, StepContext step)
{
    public async Task<MergeCheck> CheckAsync(CaseRecord later, CaseNumber into, IReadOnlyList<MergedItem> stated, CancellationToken cancellation)
    {
        if (into == later.Review.CaseNumber)
            return Wrong("$.into", "This case itself.", "The earlier case.");
        if (await register.TryGetAsync(into, cancellation) is not { ApplicationHash: { } hash } earlier)
            return Wrong("$.into", "There is no such case.", "The earlier case's number.");
        var mine = await step.InReviewAsync(later, cancellation);
        if (await related.HoldAsync(later.Review.CaseNumber, later.FirstArrival, ComparableApplication.Of(mine), into, cancellation) is not { } held)
            return Wrong("$.into", "Another worker, by what both applications say.", "A case of the same worker; what is mistyped is amended first.");
        if (!held.Earlier)
            return new MergeCheck([], [], $"{into} arrived later: merge that one into this one.");
        if (Obstacle(earlier) is { } obstacle)
            return new MergeCheck([], [], obstacle);
        if (held.Comparison.DecisionPoints < DuplicateRules.Default.DecisionThreshold)
            return Wrong("$.into", "Another UR decision, by what both applications say.", "A case about the same decision; what is mistyped is amended first.");
        var theirs = (await step.InReviewAsync(earlier, cancellation, hash)).DisputedItems.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        return Pair(mine, into, theirs, held.Comparison, stated);
    }

    /// <summary>Why nothing can be merged into a case; null when it can.</summary>
    internal static string? Obstacle(CaseRecord earlier)
    {
        var number = earlier.Review.CaseNumber;
        if (earlier.MergedInto is { } further)
            return $"{number} is merged into {further}: name that one.";
        if (!RelatedCases.Covers(earlier) || earlier.Stage == ReviewStage.Rejected)
            return $"{number} reviews nothing: it is rejected, found ineligible, withdrawn or cancelled.";
        return earlier is { Open: true, Eligibility: null, Proposal.Outcome: EligibilityOutcome.Ineligible }
            ? $"{number} is proposed to be ineligible itself: the finding on it comes first."
            : null;
    }

    private static MergeCheck Pair(ImrApplication mine, CaseNumber into, HashSet<string> theirs, ApplicationComparison comparison, IReadOnlyList<MergedItem> stated)
    {
        var (items, problems) = (new List<MergedItem>(), new List<ApplicationProblem>());
        foreach (var (pair, n) in stated.Select((p, n) => (p, n)))
        {
            if (mine.DisputedItems.All(i => i.Id != pair.ItemId))
                problems.Add(new ApplicationProblem($"$.items[{n}].itemId", "Not an item in review.", string.Join(", ", mine.DisputedItems.Select(i => i.Id))));
            if (!theirs.Contains(pair.SameAs))
                problems.Add(new ApplicationProblem($"$.items[{n}].sameAs", $"Not an item in review of {into}.", string.Join(", ", theirs.Order(StringComparer.Ordinal))));
        }

        foreach (var item in mine.DisputedItems)
        {
            var same = stated.FirstOrDefault(p => p.ItemId == item.Id)?.SameAs
                ?? comparison.Items.Where(m => m.ItemId == item.Id && theirs.Contains(m.OtherItemId)).OrderBy(m => m.Agreement).Select(m => m.OtherItemId).FirstOrDefault();
            if (same is not null)
                items.Add(new MergedItem(item.Id, same));
            else
                problems.Add(new ApplicationProblem("$.items", $"Item {item.Id} is not seen in {into}: it would be lost.", "Its counterpart as {itemId, sameAs}; or a finding on the single items that are duplicates (ad-finding)."));
        }

        return new MergeCheck(problems.Count > 0 ? [] : items, problems, null);
    }

    private static MergeCheck Wrong(string path, string problem, string expected) => new([], [new ApplicationProblem(path, problem, expected)], null);
}
