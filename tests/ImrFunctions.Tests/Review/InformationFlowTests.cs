using System.Net;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The reviewer asks parties for more (LC 4610.6(b); 8 CCR 9792.10.5(c)).</summary>
public sealed class InformationFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task Question_and_answer_go_to_all_parties_and_the_determination_waits_for_the_answer()
    {
        var play = await AskedAsync("CM26-2600101", "ClaimsAdministrator", "RequestingPhysician");
        var early = await play.DetermineAsync(0);
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await early.Content.ReadAsStringAsync()).ShouldContain("InformationAnswer");

        var view = await _app.GetAsync("dev.applicant." + play.CaseNumber, $"/api/cases/{play.CaseNumber}/information");
        ((string?)view.Json["questions"]![0]!["question"]).ShouldBe("When was the last examination?");
        view.Text.ShouldNotContain(play.Reviewer);

        var waiting = (await _app.GetAsync("dev.applicant." + play.CaseNumber, $"/api/cases/{play.CaseNumber}")).Json["nextAction"]!;
        ((string?)waiting["who"], (string?)waiting["dueOn"]).ShouldBe(("ClaimsAdministrator", ReviewActs.DueOn(await _app.CaseAsync(play.CaseNumber), "DL-MOREINFO").ToString("yyyy-MM-dd")));

        await AnswerAsync(play, "ClaimsAdministrator");
        (await _app.UntilNotedAsync(play.CaseNumber, "InformationAnswered:ClaimsAdministrator")).ShouldNotBeNull();
        (await StateAnswerAsync(play, "ClaimsAdministrator", "On September 3.")).ShouldBe(HttpStatusCode.Accepted, "a second click is the same answer");
        (await StateAnswerAsync(play, "ClaimsAdministrator", "No, on the 4th.")).ShouldBe(HttpStatusCode.BadRequest);
        await AnswerAsync(play, "RequestingPhysician");
        await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Information is null);

        ReviewActs.Deadlines(await _app.CaseAsync(play.CaseNumber))["DL-MOREINFO"].ShouldBe("Met");
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        foreach (var kind in new[] { "InformationRequest", "InformationAnswer" })
            (await _app.SentAsync(play.CaseNumber, kind)).ShouldContain("InjuredWorker");
    }

    [Fact]
    public async Task The_reviewer_may_decide_without_an_answer()
    {
        var play = await AskedAsync("CM26-2600102", "InjuredWorker");
        (await _app.StateAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/decide-without", new { reason = "The report says it." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(play.CaseNumber, "DecideWithout");
        await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Information is null);
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task When_nobody_answers_in_five_business_days_the_reviewer_decides_without()
    {
        var play = await AskedAsync("CM26-2600103", "InjuredWorker");
        await _app.AdvancePastAsync(play.CaseNumber, "DL-MOREINFO");
        var late = await _app.UntilNotedAsync(play.CaseNumber, "InformationNotGiven");
        ReviewActs.Deadlines(late)["DL-MOREINFO"].ShouldBe("Breached");
        (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/information-answer", new { party = "InjuredWorker", answer = "Late." }, null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<PlayedReview> AskedAsync(string number, params string[] askedOf)
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        var asked = await _app.StateAsync(play.ReviewerToken, $"/api/cases/{number}/information-request", new { askedOf, question = "When was the last examination?" }, null);
        asked.Status.ShouldBe(HttpStatusCode.Accepted, asked.Text);
        await _app.UntilNotedAsync(number, "InformationRequested");
        return play;
    }

    private async Task AnswerAsync(PlayedReview play, string party) => (await StateAnswerAsync(play, party, "On September 3.")).ShouldBe(HttpStatusCode.Accepted);

    private async Task<HttpStatusCode> StateAnswerAsync(PlayedReview play, string party, string answer)
        => (await _app.StateAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/information-answer", new { party, answer }, null)).Status;
}
