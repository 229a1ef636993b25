using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>What was answered 202 while a case stands, or while its letter waits, is taken up: nothing vanishes, nothing is tried for ever.</summary>
public sealed class HeldStatementTests
{
    [Fact]
    public async Task An_authorization_ends_a_case_for_which_nobody_qualifies()
    {
        const string number = "CM26-2970101";
        await using var app = await TestApp.StartAsync();
        await app.UploadSampleAsync(ReviewActs.SampleB, number);
        ((string?)(await app.UntilAttentionAsync(number))["needsAttention"]!["code"]).ShouldBe("NoReviewer");
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/authorization", new { all = true, authorizedOn = ReviewActs.Today(app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        // It is held, for days if need be: raised in every pass, it would fill the history.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await app.Get<Reconciler>().RunAsync(app.Engine, default)).EventsRaised.ShouldBe(0);
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{number}/attention", new { action = "Retry", reason = "All is authorized." })).ShouldBe(HttpStatusCode.Accepted);
        await app.ShouldBeClosedWithoutLetterAsync(number, "Terminated");
    }

    [Fact]
    public async Task A_reviewer_with_whom_a_step_fails_is_taken_off_and_the_step_is_not_tried_for_ever()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync(InventedPanel.Csv(2));
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-2970102");
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        var first = play.Reviewer;
        await RemoveAsync(app, first);
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        ((string?)(await app.UntilAttentionAsync(play.CaseNumber))["needsAttention"]!["step"]).ShouldBe("CheckQuality");

        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/reassign", new { cause = "Unavailable", reason = "Left the panel." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await play.OfferedAsync();
        play.Reviewer.ShouldNotBe(first);
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var view = await app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        ReviewActs.Notes(view).Count(n => n == "Resolved:Reassign").ShouldBe(1);
    }

    [Fact]
    public async Task A_letter_does_not_go_out_over_an_authorization_whose_event_is_under_way()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync(InventedPanel.Csv(2));
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-2970103");
        await play.ToReleaseAsync();
        var review = ReviewKey.Parse(play.CaseNumber);
        var said = new FactToWrite<Imr.Core.Cases.Statements.Authorization>(review, FactKind.Authorization, 1, "lost", "Claims:ORG", app.Clock.GetUtcNow(), new Imr.Core.Cases.Statements.Authorization(1, "Claims:ORG", ["1"], new DateOnly(2026, 10, 1)));
        var lost = (await app.Get<FactStore>().WriteAsync(said, default)).Fact;
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await app.UntilNotedAsync(play.CaseNumber, "AuthorizationFirst"))["letters"]!.AsArray().ShouldBeEmpty();
        await app.Get<FactPost>().RaiseAsync(app.Engine, review, lost, default);
        await app.ShouldBeClosedWithoutLetterAsync(play.CaseNumber, "Terminated");
    }

    [Fact]
    public async Task An_offer_that_suits_the_amended_case_stands()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync(InventedPanel.Csv(2));
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-2970104");
        await play.ToOfferAsync();
        await app.UploadSampleAsync(ReviewActs.SampleB, play.CaseNumber, change: a => a["employer"]!["name"] = "Another Name Inc.", documents: _ => false);
        var pending = (await app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.PendingAmendment is not null)).PendingAmendment!;
        var body = new { amendment = pending.Value, accepted = true, reason = "The adjuster wrote." };
        (await app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/amendment-decision", body, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilNotedAsync(play.CaseNumber, "Amended");
        (await app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(play.CaseNumber), default)).Offer.ShouldNotBeNull();
        await play.AcceptAsync();
    }

    [Fact]
    public async Task A_remand_after_a_correction_excludes_everybody_who_decided_before()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync(InventedPanel.Csv(3));
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-2970105");
        await play.ToLetterAsync();
        var first = play.Reviewer;
        // She is away while the letter is corrected: another reviewer does it.
        await RemoveAsync(app, first);
        (await app.StateAsync(ReviewActs.Director, $"/api/cases/{play.CaseNumber}/correction", new { reason = "A date.", orderedOn = ReviewActs.Today(app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await play.OfferedAsync();
        var second = play.Reviewer;
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(play.CaseNumber, "Closed");

        (await app.StateAsync(ReviewActs.Director, $"/api/cases/{play.CaseNumber}/remand", new { ground = "ExcessOfPowers", orderedOn = ReviewActs.Today(app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var third = await app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Review.Round == 3);
        third.Origin!.ExcludedReviewers.ShouldBe([first, second]);
    }

    private static async Task RemoveAsync(TestApp app, string reviewer) => await app.Storage.Reviewers.DeleteEntityAsync("panel", reviewer, ETag.All);
}
