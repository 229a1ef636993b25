using Imr.Core.Determinations;
using Imr.Core.Guidelines;

namespace Imr.Core.Tests.Determinations;

public sealed class DeterminationValidationTests
{
    private static readonly string[] Ids = ["1", "2"];

    [Fact]
    public void A_complete_determination_has_no_problem() => DeterminationValidation.Of(Complete(), Ids).ShouldBeEmpty();

    [Fact]
    public void A_missing_item_is_named()
        => DeterminationValidation.Of(Complete() with { Items = [Item("1")] }, Ids).ShouldHaveSingleItem().ShouldBe(new("$.items", "item 2 is not answered", "an entry with itemId 2"));

    [Fact]
    public void An_unknown_item_is_a_problem_of_its_own()
        => DeterminationValidation.Of(Complete() with { Items = [Item("1"), Item("2"), Item("3")] }, Ids).ShouldHaveSingleItem().Path.ShouldBe("$.items[2].itemId");

    [Fact]
    public void An_item_is_answered_once()
        => DeterminationValidation.Of(Complete() with { Items = [Item("1"), Item("2"), Item("1")] }, Ids).ShouldHaveSingleItem().Problem.ShouldBe("item 1 is answered more than once");

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData(null)]
    public void An_empty_text_is_a_problem(string? text)
    {
        var empty = Complete() with { ClinicalCaseSummary = text!, SignedName = text!, Items = [Item("1") with { Rationale = text!, GuidelineText = text! }, Item("2")] };
        DeterminationValidation.Of(empty, Ids).Select(p => p.Path)
            .ShouldBe(["$.clinicalCaseSummary", "$.signedName", "$.items[0].guidelineText", "$.items[0].rationale"]);
    }

    [Theory]
    [InlineData(12_000, 20_000, 0)]
    [InlineData(12_001, 20_000, 1)]
    [InlineData(12_000, 20_001, 1)]
    public void Texts_have_a_longest_length_that_is_still_allowed(int rationale, int summary, int problems)
        => DeterminationValidation.Of(Complete() with { ClinicalCaseSummary = new('a', summary), Items = [Item("1") with { Rationale = new('a', rationale) }, Item("2")] }, Ids)
            .Count.ShouldBe(problems);

    [Fact]
    public void A_body_without_members_is_a_list_of_problems_and_no_crash()
        => DeterminationValidation.Of(new Determination(1, "REV-0001", null!, null!, null!, null!), Ids).Select(p => p.Path)
            .ShouldBe(["$.items", "$.items", "$.clinicalCaseSummary", "$.signedName", "$.recordsHash"]);

    [Fact]
    public void A_decision_that_is_none_is_a_problem()
        => DeterminationValidation.Of(Complete() with { Items = [Item("1") with { Decision = (ItemDecision)7 }, Item("2")] }, Ids).ShouldHaveSingleItem().Path.ShouldBe("$.items[0].decision");

    [Fact]
    public void A_provisional_item_needs_a_criterion_of_the_reviewers_own()
    {
        var outcome = new ProvisionalOutcome(1, "REV-0001", [new("1", ItemDecision.Upheld, []), new("2", ItemDecision.Upheld, [new("", CriterionOutcome.Met)])]);
        DeterminationValidation.Of(outcome, Ids).Select(p => p.Path).ShouldBe(["$.items[0].criteria", "$.items[1].criteria[0].text"]);
    }

    [Fact]
    public void A_complete_provisional_outcome_has_no_problem()
    {
        OwnCriterion[] own = [new("A deficit that grows", CriterionOutcome.Unknown)];
        DeterminationValidation.Of(new ProvisionalOutcome(1, "REV-0001", [new("1", ItemDecision.Upheld, own), new("2", ItemDecision.Overturned, own)]), Ids).ShouldBeEmpty();
    }

    private static Determination Complete() => QualityInputs.Good.Determination with { Items = [Item("1"), Item("2")] };

    private static DeterminedItem Item(string id) => QualityInputs.Good.Determination.Items[0] with { ItemId = id };
}
