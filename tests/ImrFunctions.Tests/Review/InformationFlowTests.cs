using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using ImrFunctions.Review.Changes;
using ImrFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task An_answer_to_an_earlier_question_that_comes_late_does_not_answer_the_next_one()
    {
        var play = await AskedAsync("CM26-2600152", "InjuredWorker");
        await AnswerAsync(play, "InjuredWorker");
        await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Information is null);
        await _app.SayAsync(play.ReviewerToken, play.CaseNumber, "information-request", new { askedOf = new[] { "InjuredWorker" }, question = "And before?" });
        var asked = await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Information is not null);

        // The step as it would run had the answer reached the review only now.
        var events = JsonNode.Parse(_app.HistoryOf(play.CaseNumber))!["events"]!.AsArray();
        var taken = ImrJson.Read<StepInput>((string)events.Last(e => (string?)e!["k"] == "task" && (string?)e["Name"] == nameof(InformationActivities.TakeInformation))!["Input"]!);
        await ActivatorUtilities.CreateInstance<InformationActivities>(_app.Services).TakeInformation(taken with { Seq = asked.StageSeq + 1, Tag = asked.ETag.ToString() }, CancellationToken.None);

        (await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(play.CaseNumber), CancellationToken.None)).Information!.Open.ShouldBe(["InjuredWorker"]);
    }

    [Fact]
    public async Task Parties_see_whose_answer_is_awaited_and_a_refusal_does_not_tell_them_how_far_the_reviewer_is()
    {
        var play = await AskedAsync("CM26-2600151", "InjuredWorker");
        var party = "dev.applicant." + play.CaseNumber;
        var next = (await _app.UntilAsync(party, $"/api/cases/{play.CaseNumber}", c => (string?)c["nextAction"]!["who"] == "InjuredWorker"))["nextAction"]!;
        ((string?)next["dueOn"]).ShouldNotBeNull();
        await AnswerAsync(play, "InjuredWorker");
        await _app.Get<CaseRegister>().UntilAsync(play.CaseNumber, r => r.Information is null);
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        var refused = await _app.StateAsync(party, $"/api/cases/{play.CaseNumber}/information-answer", new { answer = "One thing more." }, null);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("ClinicalReview");
        refused.Text.ShouldNotContain("Release");
        refused.Text.ShouldNotContain("Recusal");
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
