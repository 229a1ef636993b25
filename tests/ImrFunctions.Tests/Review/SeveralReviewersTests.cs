using System.Net;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Items of different specialties with a reviewer each, which the Administrative Director must approve (8 CCR 9792.10.6(c)).</summary>
public sealed class SeveralReviewersTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync();
        await _app.ImportPanelAsync(SeveralReviewersPlay.Panel);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Each_group_of_items_has_its_reviewer_and_the_letter_has_them_all()
    {
        const string number = "CM26-2990101";
        var play = new SeveralReviewersPlay(_app, number);
        await play.ToClinicalReviewAsync();

        // Each sees and decides her own items only.
        var packet = (await _app.GetAsync(SeveralReviewersPlay.Token(play.Second), $"/api/cases/{number}/review")).Json;
        packet["items"]!.AsArray().Select(i => (string?)i!["id"]).ShouldBe(["2"]);
        await play.StateProvisionalAsync();
        (await play.DetermineFirstAsync()).Status.ShouldBe(HttpStatusCode.Accepted);
        (await play.DetermineSecondAsync(play.First, SeveralReviewersPlay.Necessary)).Status.ShouldBe(HttpStatusCode.BadRequest, "her items are not the other's");

        // The decision and its last sentence disagree: it comes back to its reviewer only.
        (await play.DetermineSecondAsync(play.Second, SeveralReviewersPlay.Necessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(number, "QualityReturned");
        (await play.DetermineFirstAsync()).Status.ShouldBe(HttpStatusCode.Conflict);
        (await play.DetermineSecondAsync(play.Second, SeveralReviewersPlay.NotNecessary)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(number, "AwaitingRelease");

        (await new PlayedReview(_app, ReviewActs.SampleB, number).ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(number, "Closed");
        var text = (await _app.GetAsync(ReviewActs.Operator, (string)closed["letters"]![0]!["text"]!)).Text;
        text.ShouldContain("Credentials of expert reviewer 1, who decided item 1");
        text.ShouldContain("Credentials of expert reviewer 2, who decided item 2");
        text.ShouldContain("Psychiatry");
        text.ShouldContain("PARTIAL OVERTURN");
        (await _app.HoldersAsync(number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_one_of_them_steps_down_only_her_items_get_another_reviewer()
    {
        const string number = "CM26-2990102";
        var play = new SeveralReviewersPlay(_app, number);
        await play.ToClinicalReviewAsync();
        await _app.SayAsync(SeveralReviewersPlay.Token(play.Second), number, "recusal", new { cause = "Scope", reason = "Not my field." });
        var third = (await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is not null)).Offer!.ReviewerId;
        third.ShouldNotBe(play.Second);
        third.ShouldNotBe(play.First);
        await play.AcceptAsync();
        var record = await _app.Get<CaseRegister>().UntilAsync(number, r => r.Offer is null && r.Stage == Imr.Core.Cases.ReviewStage.ClinicalReview);
        record.Parts.Select(p => p.ReviewerId).ShouldBe([play.First, third]);
    }

    [Fact]
    public async Task Without_the_approval_an_operator_is_asked()
    {
        const string number = "CM26-2990103";
        await new SeveralReviewersPlay(_app, number).ToProposalAsync();
        await _app.SayAsync(ReviewActs.Director, number, "several-reviewers", new { approved = false, reason = "One must do." });
        ((string?)(await _app.UntilAttentionAsync(number))["needsAttention"]!["code"]).ShouldBe("NoReviewer");
    }
}
