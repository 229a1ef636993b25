namespace Imr.Core.Determinations;

/// <summary>The whole-letter result from the items' decisions (domain.md §1.10).</summary>
public static class CaseOutcomes
{
    /// <summary>All upheld: uphold. All overturned: overturn. A mix: partial overturn.</summary>
    /// <exception cref="ArgumentException">No decision at all: a letter without a decision has no outcome.</exception>
    public static CaseOutcome Of(IEnumerable<ItemDecision> decisions)
    {
        var distinct = decisions.Distinct().ToArray();
        return distinct switch
        {
            [] => throw new ArgumentException("A case outcome needs at least one item decision.", nameof(decisions)),
            [ItemDecision.Upheld] => CaseOutcome.Uphold,
            [ItemDecision.Overturned] => CaseOutcome.Overturn,
            _ => CaseOutcome.PartialOverturn,
        };
    }
}
