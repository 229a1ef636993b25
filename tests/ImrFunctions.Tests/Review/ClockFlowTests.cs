using System.Net;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Clocks that change while they run: extension, conversion to expedited, a new rule or holiday.</summary>
public sealed class ClockFlowTests(ReviewApp shared) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = shared.App;

    [Fact]
    public async Task The_Administrative_Director_extends_the_determination_once_by_up_to_three_days()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2800101");
        await play.ToClinicalReviewAsync();
        var before = ReviewActs.DueOn(await _app.CaseAsync(play.CaseNumber), "DL-DET-STD");
        var path = $"/api/cases/{play.CaseNumber}/extension";
        (await _app.StateAsync(ReviewActs.Director, path, new { days = 4, reason = "x" }, null)).Text.ShouldContain("$.days");

        (await _app.StateAsync(ReviewActs.Director, path, new { days = 3, reason = "A fire at the archive." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        var extended = ReviewActs.DueOn(await _app.UntilNotedAsync(play.CaseNumber, "Extended:3"), "DL-DET-STD");
        extended.ShouldBeGreaterThanOrEqualTo(before.AddDays(3));
        (await _app.StateAsync(ReviewActs.Director, path, new { days = 1, reason = "Again." }, null)).Status.ShouldBe(HttpStatusCode.Conflict);

        // The old last day passes without a breach.
        _app.Clock.Advance(PacificTime.StartOfDay(before.AddDays(1)).AddHours(1) - _app.Clock.GetUtcNow());
        await UntilWaitWokeAsync(play.CaseNumber);
        ReviewActs.Notes(await _app.CaseAsync(play.CaseNumber)).ShouldNotContain("Overdue:DL-DET-STD");
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        await _app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-STD");
    }

    [Fact]
    public async Task A_certified_threat_makes_a_running_review_expedited_with_new_clocks_and_tells_all_parties()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2800102");
        await play.ToClinicalReviewAsync();
        await _app.ExpediteAsync(play.CaseNumber);

        var view = await _app.UntilNotedAsync(play.CaseNumber, "ConvertedToExpedited");
        ((string?)view["priority"]).ShouldBe("Expedited");
        ReviewActs.Deadlines(view).ShouldContainKey("DL-DET-EXP");
        ReviewActs.Deadlines(view).ShouldNotContainKey("DL-DET-STD");
        (await _app.SentAsync(play.CaseNumber, "ConvertedToExpedited")).ShouldContain("ClaimsAdministrator");
        _app.Clock.Advance(TimeSpan.FromDays(5));
        await _app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-EXP");

        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await _app.GetAsync(ReviewActs.Releaser, $"/api/cases/{play.CaseNumber}/release")).Text.ShouldContain("Expedited");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "Closed");
    }

    [Fact]
    public async Task An_expedited_case_owes_its_records_in_24_hours()
    {
        const string number = "CM26-2800103";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => d != "letter-to-employee.txt");
        await _app.UntilStageAsync(number, "RecordsRequested");
        await _app.ExpediteAsync(number);
        var view = await _app.UntilNotedAsync(number, "ConvertedToExpedited");
        ReviewActs.Deadlines(view).ShouldContainKey("DL-REC-EXP");
        ReviewActs.Deadlines(view).ShouldNotContainKey("DL-REC-ELEC");
        _app.Clock.Advance(TimeSpan.FromHours(24.5));
        var offered = await _app.UntilOfferedAsync(number);
        (offered.Offer!.AnswerBy - offered.Offer.OfferedAt).ShouldBe(TimeSpan.FromHours(4));
    }

    [Fact]
    public async Task An_offer_that_must_be_answered_sooner_says_so_in_the_reviewers_list()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2800152");
        await play.ToOfferAsync();
        await _app.ExpediteAsync(play.CaseNumber);
        await _app.UntilNotedAsync(play.CaseNumber, "ConvertedToExpedited");
        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(play.CaseNumber), default);
        var listed = (await _app.GetAsync(play.ReviewerToken, "/api/offers")).Json["offers"]!.AsArray().Single(o => (string?)o!["caseNumber"] == play.CaseNumber);
        ((DateTimeOffset)listed!["answerBy"]!).ShouldBe(record.Offer!.AnswerBy);
        (record.Offer.AnswerBy - _app.Clock.GetUtcNow()).ShouldBeLessThan(TimeSpan.FromHours(4.1));
    }

    [Fact]
    public async Task A_new_last_day_replaces_the_old_one_in_a_running_wait()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2800104");
        await play.ToClinicalReviewAsync();
        var record = await _app.Get<CaseRegister>().GetAsync(CaseNumber.Parse(play.CaseNumber), default);
        var due = record.Deadlines.Single(d => d.Deadline.RuleId == "DL-DET-STD").Deadline;
        var later = due with { DueOn = due.DueOn.AddDays(7), BreachedAt = due.BreachedAt.AddDays(7) };
        await _app.Get<FactPost>().PostAsync(
            _app.Engine,
            new FactToWrite<DeadlinesChanged>(record.Review, FactKind.DeadlinesChanged, 1, "replan-1", "Operator:op-1", _app.Clock.GetUtcNow(), new DeadlinesChanged(1, "Closure", [later])),
            default);
        ReviewActs.DueOn(await _app.UntilNotedAsync(play.CaseNumber, "DeadlinesChanged"), "DL-DET-STD").ShouldBe(later.DueOn);
        _app.Clock.Advance(due.BreachedAt.AddHours(1) - _app.Clock.GetUtcNow());
        await UntilWaitWokeAsync(play.CaseNumber);
        ReviewActs.Notes(await _app.CaseAsync(play.CaseNumber)).ShouldNotContain("Overdue:DL-DET-STD");
    }

    [Fact]
    public async Task A_clock_that_is_extended_after_its_breach_is_watched_anew()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2800151");
        await play.ToClinicalReviewAsync();
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        await _app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-STD");
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{play.CaseNumber}/extension", new { days = 3, reason = "A fire at the archive." }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(play.CaseNumber, "Extended:3");
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        await _app.UntilCaseAsync(play.CaseNumber, c => ReviewActs.Notes(c).Count(n => n == "Overdue:DL-DET-STD") == 2);
    }

    /// <summary>A document is taken by the same wait: when it is, a limit that passed before it would have been noted.</summary>
    private async Task UntilWaitWokeAsync(string number)
    {
        var review = new ReviewKey(CaseNumber.Parse(number), 1);
        await _app.UploadAsync($"{number}/documents/late.txt", "A late note."u8.ToArray());
        await _app.UntilFactAsync(review, FactKind.Document);
        await _app.UntilConsumedAsync(review);
    }
}
