using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The claims administrator authorizes what is disputed (8 CCR 9792.10.6(a); domain.md §1.12).</summary>
public sealed class AuthorizationFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task What_is_authorized_in_full_ends_the_review_without_a_letter()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500101");
        await play.ToClinicalReviewAsync();

        await AuthorizeAsync(play, new { all = true, authorizedOn = Today });

        await _app.ShouldBeClosedWithoutLetterAsync(play.CaseNumber, "Terminated");
        ReviewActs.Notes(await _app.CaseAsync(play.CaseNumber)).ShouldContain("AllAuthorized");
    }

    [Fact]
    public async Task An_item_that_is_authorized_leaves_the_review_and_the_others_are_decided()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500102");
        await UploadWithSecondItemAsync(play);
        await play.OfferedAsync();
        await play.AcceptAsync();

        await AuthorizeAsync(play, new { itemIds = new[] { "extra" }, authorizedOn = Today });
        await _app.UntilNotedAsync(play.CaseNumber, "ItemsAuthorized");
        (await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review")).Json["items"]!.AsArray().Select(i => (string?)i!["id"]).ShouldNotContain("extra");

        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        ((string?)closed["outcome"]).ShouldBe("Issued");
    }

    [Fact]
    public async Task What_was_signed_with_an_item_that_is_authorized_meanwhile_is_signed_again()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500103");
        await UploadWithSecondItemAsync(play);
        await play.OfferedAsync();
        await play.AcceptAsync();
        await play.StateProvisionalAsync(ReviewChanges.WithSecondDecided);
        (await play.DetermineAsync(0, change: ReviewChanges.WithSecondDecided)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");

        await AuthorizeAsync(play, new { itemIds = new[] { "extra" }, authorizedOn = Today });
        var back = await _app.UntilStageAsync(play.CaseNumber, "ClinicalReview");
        ((int?)back["determinationAttempt"]).ShouldBe(2);

        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "Closed");
    }

    [Fact]
    public async Task An_item_that_is_not_in_review_cannot_be_authorized()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2500104");
        await play.ToOfferAsync();
        var answer = await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/authorization", new { itemIds = new[] { "nine" }, authorizedOn = Today }, null);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("$.itemIds[0]");
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/authorization", new { }, null)).Text.ShouldContain("$.authorizedOn");
    }

    private string Today => ReviewActs.Today(_app);

    private Task AuthorizeAsync(PlayedReview play, object body) => _app.SayAsync(ReviewActs.Operator, play.CaseNumber, "authorization", body);

    private Task UploadWithSecondItemAsync(PlayedReview play) => _app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, change: ReviewChanges.WithSecondItem);
}
