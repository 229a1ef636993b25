namespace Imr.Core.Guidelines;

/// <summary>Three-valued logic after Kleene: what is not known stays unknown, unless the rest decides alone.</summary>
public static class Kleene
{
    /// <summary>NotMet if one is NotMet, Met if all are Met (and for none), else Unknown.</summary>
    public static CriterionOutcome All(IEnumerable<CriterionOutcome> outcomes)
        => outcomes.Aggregate(CriterionOutcome.Met, (a, b) =>
            a == CriterionOutcome.NotMet || b == CriterionOutcome.NotMet ? CriterionOutcome.NotMet
            : a == CriterionOutcome.Met && b == CriterionOutcome.Met ? CriterionOutcome.Met
            : CriterionOutcome.Unknown);

    /// <summary>Met if one is Met, NotMet if all are NotMet (and for none), else Unknown.</summary>
    public static CriterionOutcome Any(IEnumerable<CriterionOutcome> outcomes) => Not(All(outcomes.Select(Not)));

    public static CriterionOutcome Not(CriterionOutcome outcome) => outcome switch
    {
        CriterionOutcome.Met => CriterionOutcome.NotMet,
        CriterionOutcome.NotMet => CriterionOutcome.Met,
        _ => CriterionOutcome.Unknown,
    };

    /// <summary>Combines the criteria as the guideline says. A criterion without an outcome is Unknown.</summary>
    public static CriterionOutcome Combine(Requirement requirement, IReadOnlyDictionary<string, CriterionOutcome> outcomes)
        => requirement.CriterionId is { } id ? outcomes.GetValueOrDefault(id, CriterionOutcome.Unknown)
            : requirement.AllOf.Count > 0 ? All(requirement.AllOf.Select(r => Combine(r, outcomes)))
            : Any(requirement.AnyOf.Select(r => Combine(r, outcomes)));
}
