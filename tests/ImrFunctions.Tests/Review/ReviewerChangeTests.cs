using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A reviewer steps down, or is taken off: another one starts anew (LC 139.5(d)).</summary>
public sealed class ReviewerChangeTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task After_a_recusal_another_reviewer_starts_anew_and_the_first_one_sees_the_case_no_more()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2700101");
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        var (first, token) = (play.Reviewer, play.ReviewerToken);

        (await _app.StateAsync(token, $"/api/cases/{play.CaseNumber}/recusal", new { cause = "Conflict", reason = "I know the employer." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(play.CaseNumber, "ReviewerRecused:Conflict");
        await play.OfferedAsync();

        play.Reviewer.ShouldNotBe(first);
        (await _app.GetAsync(token, $"/api/cases/{play.CaseNumber}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await play.AcceptAsync();
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBe([play.Reviewer]);
        // The first reviewer's own view is not the second's.
        ((bool?)(await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review")).Json["provisionalStored"]).ShouldBe(false);
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "Closed");
    }

    [Fact]
    public async Task A_reviewer_whose_licence_lapsed_is_taken_off_while_the_letter_waits_for_release()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2700102");
        await play.ToReleaseAsync();
        var first = play.Reviewer;

        await ReassignAsync(play, "QualificationLapsed");
        await play.OfferedAsync();

        play.Reviewer.ShouldNotBe(first);
        (await _app.StateAsync(ReviewActs.Releaser, $"/api/cases/{play.CaseNumber}/release", new { letterHash = new string('0', 64), recordsHash = new string('0', 64) }, null)).Status.ShouldBe(HttpStatusCode.Conflict);
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
    }

    [Fact]
    public async Task An_offer_can_be_taken_back()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2700103");
        await play.ToOfferAsync();
        var first = play.Reviewer;
        await ReassignAsync(play, "Unavailable");
        await _app.UntilOfferedAsync(play.CaseNumber, attempt: 2);
        await play.OfferedAsync();
        play.Reviewer.ShouldNotBe(first);
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBe([play.Reviewer]);
    }

    [Fact]
    public async Task A_determination_that_the_second_person_gives_back_goes_to_the_reviewer_as_the_next_attempt()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2700104");
        await play.ToReleaseAsync();
        (await _app.StateAsync(ReviewActs.Releaser, $"/api/cases/{play.CaseNumber}/release-return", new { reason = "The summary names no date of the visit." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var back = await _app.UntilNotedAsync(play.CaseNumber, "ReleaserReturned");
        ((string?)back["stage"], (int?)back["determinationAttempt"]).ShouldBe(("ClinicalReview", 2));
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "Closed");
    }

    private async Task ReassignAsync(PlayedReview play, string cause)
        => (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/reassign", new { cause, reason = "As reported." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
}
