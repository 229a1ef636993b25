using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Determinations;

namespace Imr.Core.Tests.Determinations;

public sealed class CaseOutcomesTests
{
    [Theory]
    [InlineData(CaseOutcome.Uphold, ItemDecision.Upheld)]
    [InlineData(CaseOutcome.Uphold, ItemDecision.Upheld, ItemDecision.Upheld)]
    [InlineData(CaseOutcome.Overturn, ItemDecision.Overturned)]
    [InlineData(CaseOutcome.Overturn, ItemDecision.Overturned, ItemDecision.Overturned)]
    [InlineData(CaseOutcome.PartialOverturn, ItemDecision.Overturned, ItemDecision.Upheld)]
    [InlineData(CaseOutcome.PartialOverturn, ItemDecision.Upheld, ItemDecision.Upheld, ItemDecision.Overturned)]
    public void The_letter_says_what_the_items_say(CaseOutcome expected, params ItemDecision[] decisions)
        => CaseOutcomes.Of(decisions).ShouldBe(expected);

    [Fact]
    public void No_decision_has_no_outcome() => Should.Throw<ArgumentException>(() => CaseOutcomes.Of([]));

    [Fact]
    public void The_order_of_the_items_does_not_matter()
        => Prop.ForAll(
            ArbMap.Default.ArbFor<bool[]>().Filter(b => b.Length > 0),
            overturned =>
            {
                var decisions = overturned.Select(o => o ? ItemDecision.Overturned : ItemDecision.Upheld).ToArray();
                return CaseOutcomes.Of(decisions) == CaseOutcomes.Of(decisions.Reverse());
            }).QuickCheckThrowOnFailure();
}
