using Imr.Core.Cases.States;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Cases.States;

/// <summary>The table of everything that can happen to a case.</summary>
public sealed class ReviewTableTests
{
    private static readonly ReviewState[] Ended = [ReviewState.Issued, ReviewState.ClosedWithLetter, ReviewState.ClosedIneligible, ReviewState.ClosedWithoutLetter, ReviewState.ClosedMerged];

    [Fact]
    public void Every_pair_of_state_and_event_has_one_outcome_that_says_what_happens()
    {
        ReviewTable.All.Count.ShouldBe(Enum.GetValues<ReviewState>().Length * Enum.GetValues<ReviewEvent>().Length);
        ReviewTable.All.Select(t => (t.From, t.Event)).Distinct().Count().ShouldBe(ReviewTable.All.Count);
        ReviewTable.All.ShouldAllBe(t => t.What.EndsWith('.') || t.What.EndsWith(')'));
        ReviewTable.All.ShouldAllBe(t => (t.Kind == TransitionKind.Moves) == (t.To.Count > 0));
    }

    [Fact]
    public void A_case_can_be_withdrawn_at_any_time_before_the_letter()
        => ReviewTable.All.Where(t => t.Event == ReviewEvent.Withdrawal).ShouldAllBe(t => t.Taken == (!Ended.Contains(t.From) && t.From != ReviewState.Rejected));

    [Fact]
    public void A_claims_administrator_can_authorize_at_any_time_before_the_letter()
        => ReviewTable.All.Where(t => t.Event == ReviewEvent.Authorization).ShouldAllBe(t => t.Taken == (!Ended.Contains(t.From) && t.From != ReviewState.Rejected));

    [Fact]
    public void Only_a_release_leads_to_a_letter_and_only_from_where_one_waits()
        => ReviewTable.All.Where(t => t.To.Contains(ReviewState.Issued)).Select(t => (t.From, t.Event)).ShouldBe(
            [(ReviewState.AwaitingRelease, ReviewEvent.Release), (ReviewState.NeedsAttention, ReviewEvent.OperatorDecision)], ignoreOrder: true);

    [Fact]
    public void Nothing_but_an_order_opens_a_closed_case()
        => ReviewTable.All.Where(t => Ended.Contains(t.From) && t.Taken).ShouldAllBe(t => t.Event == ReviewEvent.Remand || t.Event == ReviewEvent.Correction || (t.Event == ReviewEvent.Unmerge && t.From == ReviewState.ClosedMerged));

    [Fact]
    public void A_late_determination_moves_nothing()
        => ReviewTable.All.Where(t => t.Event == ReviewEvent.DeterminationOverdue).ShouldAllBe(t => t.Kind == TransitionKind.Stays || t.Kind == TransitionKind.Refused);

    [Fact]
    public void Every_state_can_be_reached_and_every_open_one_left()
    {
        var reached = ReviewTable.All.SelectMany(t => t.To).ToHashSet();
        // A case begins in one of the first two; quality checks and the close of an issued or ineligible case run by themselves.
        ReviewState[] byThemselves = [ReviewState.Rejected, ReviewState.Received, ReviewState.ClosedWithLetter, ReviewState.ClosedIneligible, ReviewState.SeveralReviewersProposed];
        Enum.GetValues<ReviewState>().Except(reached).ShouldBeSubsetOf(byThemselves);
        Enum.GetValues<ReviewState>().Except(Ended).ShouldAllBe(s => ReviewTable.All.Any(t => t.From == s && t.Taken));
    }

    [Fact]
    public void The_page_in_docs_is_what_the_table_prints()
    {
        var page = Path.Combine(SampleFiles.Root, "docs", "review-states.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(page, ReviewTablePage.Render());
        File.ReadAllText(page).ReplaceLineEndings("\n").ShouldBe(ReviewTablePage.Render());
    }
}
