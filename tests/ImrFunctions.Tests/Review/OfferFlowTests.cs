using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Offers to reviewers (8 CCR 9792.10.6(b)(1); LC 139.5(d)).</summary>
public sealed class OfferFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_declined_offer_goes_to_the_next_reviewer_and_the_place_is_given_back()
    {
        const string number = "CM26-2300101";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number);
        var first = await _app.UntilOfferedAsync(number);
        await _app.DeclineAsync(first);
        var second = await _app.UntilOfferedAsync(number, attempt: 2);
        second.Offer!.ReviewerId.ShouldNotBe(first.Offer!.ReviewerId);
        ReviewActs.Notes(await _app.CaseAsync(number)).ShouldContain("OfferDeclined");
        (await _app.HoldersAsync(number)).ShouldBe([second.Offer.ReviewerId]);
    }

    [Fact]
    public async Task The_next_reviewer_may_decline_in_the_same_words()
    {
        const string number = "CM26-2300104";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number);
        await _app.DeclineAsync(await _app.UntilOfferedAsync(number));
        await _app.DeclineAsync(await _app.UntilOfferedAsync(number, attempt: 2));
        await _app.UntilOfferedAsync(number, attempt: 3);
    }

    [Fact]
    public async Task An_unanswered_offer_goes_to_the_next_reviewer_after_48_hours()
    {
        const string number = "CM26-2300102";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number);
        var first = await _app.UntilOfferedAsync(number);
        (first.Offer!.AnswerBy - first.Offer.OfferedAt).ShouldBe(TimeSpan.FromHours(48));
        _app.Clock.Advance(TimeSpan.FromHours(48.1));
        var second = await _app.UntilOfferedAsync(number, attempt: 2);
        second.Offer!.ReviewerId.ShouldNotBe(first.Offer.ReviewerId);
        ReviewActs.Notes(await _app.CaseAsync(number)).ShouldContain("OfferUnanswered");
        (await _app.StateAsync("dev.reviewer." + first.Offer.ReviewerId, $"/api/cases/{number}/offers/{first.Offer.OfferId}/answer", new { accepted = true, noConflictAttested = true }))
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task When_nobody_is_left_an_operator_is_asked_and_a_new_reviewer_lets_the_case_go_on()
    {
        const string number = "CM26-2300103";
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync(InventedPanel.Csv(1));
        await app.UploadSampleAsync(ReviewActs.SampleB, number);
        await app.DeclineAsync(await app.UntilOfferedAsync(number));
        var stands = await app.UntilAttentionAsync(number);
        ((string?)stands["needsAttention"]!["code"]).ShouldBe("NoReviewer");
        ((string?)stands["nextAction"]!["who"]).ShouldBe("Operator");
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/attention", new { action = "Skip", reason = "Without a reviewer." })).ShouldBe(HttpStatusCode.BadRequest);

        await app.ImportPanelAsync(InventedPanel.Csv(1, first: 11));
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/attention", new { action = "Retry", reason = "A reviewer joined." })).ShouldBe(HttpStatusCode.Accepted);
        var play = new PlayedReview(app, ReviewActs.SampleB, number);
        await play.OfferedAsync();
        play.Reviewer.ShouldBe("REV-7011");
        await play.AcceptAsync();
        var view = await app.CaseAsync(number);
        view["needsAttention"].ShouldBeNull();
        ReviewActs.Notes(view).ShouldContain("Resolved:Retry");
    }
}
