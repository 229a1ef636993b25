using Imr.Core.Matching;
using Imr.Core.Reviewers;

namespace Imr.Core.Tests.Matching;

/// <summary>The fewest groups of items that each have a reviewer (8 CCR 9792.10.6(c)).</summary>
public sealed class ReviewerGroupsTests
{
    private static readonly Treatment Image = Panel.SpineImaging;
    private static readonly Treatment Therapy = new("psych", null, null, "words");

    [Fact]
    public void Items_of_two_fields_make_two_groups_in_the_order_of_the_application()
        => Propose([("1", Image), ("2", Therapy), ("3", Image)], Of("A", "PMR"), Of("B", "PSYCH_MD")).ShouldBe([["1", "3"], ["2"]]);

    [Fact]
    public void The_order_of_the_panel_does_not_matter()
        => Propose([("1", Image), ("2", Therapy)], Of("B", "PSYCH_MD"), Of("A", "PMR"), Of("C", "PMR")).ShouldBe(Propose([("1", Image), ("2", Therapy)], Of("C", "PMR"), Of("A", "PMR"), Of("B", "PSYCH_MD")));

    [Fact]
    public void Nothing_is_proposed_when_one_reviewer_suits_all() => Propose([("1", Image), ("2", Image)], Of("A", "PMR")).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_proposed_when_an_item_has_nobody() => Propose([("1", Image), ("2", Therapy)], Of("A", "PMR")).ShouldBeEmpty();

    private static IReadOnlyList<IReadOnlyList<string>> Propose(IReadOnlyList<(string, Treatment)> items, params Reviewer[] panel)
        => ReviewerGroups.Propose(Panel.Request(), items, panel, new Dictionary<string, int>());

    private static Reviewer Of(string id, string specialty) => Panel.Reviewer(id) with { Certifications = [new(Specialty.Parse(specialty), "ABMS", Panel.Day.AddYears(2))] };
}
