using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Guidelines;

namespace ImrFunctions.Determination;

/// <summary>The provisional outcome as sent. What a reviewer left out is missing, never a default.</summary>
public sealed record ProvisionalBody(IReadOnlyList<ProvisionalItemBody?>? Items)
{
    public ProvisionalOutcome ToOutcome(string reviewerId)
        => new(ProvisionalOutcome.CurrentSchemaVersion, reviewerId, [.. (Items ?? []).Select(i => new ProvisionalItem(
            i?.ItemId ?? "", i?.Decision ?? default, [.. (i?.Criteria ?? []).Select(c => new OwnCriterion(c?.Text ?? "", c?.Outcome ?? default))]))]);

    public IEnumerable<ApplicationProblem> Missing()
        => (Items ?? []).SelectMany((item, n) => DecisionMissing.In(item?.Decision, n).Concat(
            (item?.Criteria ?? []).Select((c, m) => (c, m)).Where(x => x.c?.Outcome is null)
                .Select(x => new ApplicationProblem($"$.items[{n}].criteria[{x.m}].outcome", "Missing.", "Met, NotMet or Unknown."))));
}

public sealed record ProvisionalItemBody(string? ItemId, ItemDecision? Decision, IReadOnlyList<OwnCriterionBody?>? Criteria);

public sealed record OwnCriterionBody(string? Text, CriterionOutcome? Outcome);

/// <summary>The determination as sent.</summary>
public sealed record DeterminationBody(string? ClinicalCaseSummary, IReadOnlyList<DeterminedItemBody?>? Items, ContentHash? RecordsHash, string? SignedName)
{
    public IReadOnlyList<DeterminedItem> ToItems()
        => [.. (Items ?? []).Select(i => new DeterminedItem(i?.ItemId ?? "", i?.Decision ?? default, i?.GuidelineId, i?.GuidelineText ?? "", i?.GuidelineRegion, i?.Rationale ?? ""))];

    public IEnumerable<ApplicationProblem> Missing()
    {
        var problems = (Items ?? []).SelectMany((item, n) => DecisionMissing.In(item?.Decision, n));
        return RecordsHash is null
            ? problems.Append(new ApplicationProblem("$.recordsHash", "Missing.", "The recordsHash of GET …/review: what was signed is what is released."))
            : problems;
    }
}

public sealed record DeterminedItemBody(string? ItemId, ItemDecision? Decision, string? GuidelineId, string? GuidelineText, BodyRegion? GuidelineRegion, string? Rationale);

internal static class DecisionMissing
{
    public static IEnumerable<ApplicationProblem> In(ItemDecision? decision, int n)
        => decision is null ? [new ApplicationProblem($"$.items[{n}].decision", "Missing.", "Upheld or Overturned.")] : [];
}
