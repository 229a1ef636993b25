using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A review to which much is said goes on with a new history, and nothing is lost or done twice (docs/determinism.md).</summary>
public sealed class LongReviewTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const int Many = 70;

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task Many_late_documents_and_questions_keep_the_history_short_and_the_letter_is_issued()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2970101");
        await play.ToClinicalReviewAsync();
        await _app.UploadManyAsync(play.CaseNumber, Many);
        for (var n = 0; n < 4; n++)
        {
            await _app.SayAsync(play.ReviewerToken, play.CaseNumber, "information-request", new { askedOf = new[] { "InjuredWorker" }, question = $"Question {n}?" });
            await _app.UntilConsumedAsync(new ReviewKey(CaseNumber.Parse(play.CaseNumber), 1));
            await _app.SayAsync(ReviewActs.Operator, play.CaseNumber, "information-answer", new { party = "InjuredWorker", answer = $"Answer {n}." });
            await _app.UntilConsumedAsync(new ReviewKey(CaseNumber.Parse(play.CaseNumber), 1));
        }

        ShouldHaveBegunAnew(play.CaseNumber, "ClinicalReview");
        var notes = ReviewActs.Notes(await _app.CaseAsync(play.CaseNumber));
        notes.Count(n => n == "InformationRequested").ShouldBe(4);
        notes.Count(n => n == "InformationAnswered:InjuredWorker").ShouldBe(4);
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _app.UntilStageAsync(play.CaseNumber, "Closed"))["outcome"]!.ToString().ShouldBe("Issued");
    }

    [Fact]
    public async Task A_reminder_that_was_noted_is_not_noted_again_by_the_new_history()
    {
        const string number = "CM26-2970102";
        await _app.UploadSampleAsync("CM26-0000103", number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        _app.AdvanceBusinessDays(2);
        await _app.UntilNotedAsync(number, "Reminder:AdFinding");
        var proposed = ReviewActs.Notes(await _app.CaseAsync(number)).Count;
        await _app.UploadManyAsync(number, Many);
        ShouldHaveBegunAnew(number, "EligibilityReview");
        ReviewActs.Notes(await _app.CaseAsync(number)).Count.ShouldBe(proposed, "documents that change nothing leave no entry");
        await _app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        await _app.ShouldBeClosedWithoutLetterAsync(number, "Ineligible");
    }

    [Fact]
    public async Task Records_that_come_one_by_one_keep_the_history_short()
    {
        const string number = "CM26-2970103";
        const string late = "progress-report-2026-08-12.txt";
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, documents: d => d != late);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.UntilStageAsync(number, "RecordsRequested");
        await _app.UploadManyAsync(number, Many);
        ShouldHaveBegunAnew(number, "RecordsRequested");
        await _app.UploadAsync($"{number}/documents/{late}", "Progress report. Weakness of the right foot."u8.ToArray());
        await _app.UntilOfferedAsync(number);
        (await _app.SentAsync(number, "Noarfi")).Distinct().Count().ShouldBe((await _app.SentAsync(number, "Noarfi")).Count, "the notices went out once");
    }

    /// <summary>The history that is there begins in the middle of the review, and is short.</summary>
    private void ShouldHaveBegunAnew(string number, string at)
    {
        var history = JsonNode.Parse(_app.HistoryOf(number))!;
        ((int)history["historyBytes"]!).ShouldBeLessThan(64 * 1024);
        var start = history["events"]!.AsArray().OfType<JsonObject>().First(e => (string?)e["k"] == "start");
        ((string?)JsonNode.Parse((string)start["Input"]!)!["progress"]?["at"]).ShouldBe(at);
    }
}
