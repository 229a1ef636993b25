using System.Net;
using System.Text.Json.Nodes;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>What was signed is what is released, by a second person.</summary>
public sealed class ReleaseFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task The_provisional_outcome_comes_before_the_determination()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2400101");
        await play.ToClinicalReviewAsync();
        var shown = await _app.UntilAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review", _ => true);
        shown["evaluation"].ShouldBeNull();
        var determination = new { clinicalCaseSummary = "Summary.", items = Array.Empty<object>(), recordsHash = (string?)shown["recordsHash"], signedName = "Signed" };
        (await _app.StateAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/determination", determination)).ShouldBe(HttpStatusCode.Conflict);

        await play.StateProvisionalAsync();
        await _app.UntilAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review", r => r["evaluation"] is not null);
        using var accepted = await play.DetermineAsync(0);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Nothing_is_released_by_its_reviewer_or_under_another_hash()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2400102");
        await play.ToReleaseAsync();
        var path = $"/api/cases/{play.CaseNumber}/release";
        var shown = await ShownAsync(play.CaseNumber);
        var (letter, records) = ((string)shown["letterHash"]!, (string)shown["recordsHash"]!);
        var another = new string('0', 64);

        (await _app.StateAsync("dev.releaser." + play.Reviewer, path, new { letterHash = letter, recordsHash = records })).ShouldBe(HttpStatusCode.Conflict);
        (await _app.StateAsync(play.ReviewerToken, path, new { letterHash = letter, recordsHash = records })).ShouldBe(HttpStatusCode.NotFound);
        (await _app.StateAsync(ReviewActs.Releaser, path, new { letterHash = another, recordsHash = records })).ShouldBe(HttpStatusCode.Conflict);
        (await _app.StateAsync(ReviewActs.Releaser, path, new { letterHash = letter, recordsHash = another })).ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await _app.CaseAsync(play.CaseNumber))["stage"]).ShouldBe("AwaitingRelease");
    }

    [Fact]
    public async Task A_document_after_the_signature_goes_back_to_the_reviewer_and_the_old_hashes_release_nothing()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2400103");
        await play.ToReleaseAsync();
        var signed = await ShownAsync(play.CaseNumber);
        await _app.UploadAsync($"{play.CaseNumber}/documents/addendum.txt", "Addendum to the report: the patient was seen again."u8.ToArray());
        var back = await _app.UntilNotedAsync(play.CaseNumber, "RecordsChanged");
        ((string?)back["stage"], (int?)back["determinationAttempt"]).ShouldBe(("ClinicalReview", 2));
        (await _app.StateAsync(ReviewActs.Releaser, $"/api/cases/{play.CaseNumber}/release", new { letterHash = (string?)signed["letterHash"], recordsHash = (string?)signed["recordsHash"] }))
            .ShouldBe(HttpStatusCode.Conflict);

        using (var again = await play.DetermineAsync(0))
            again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        ((string?)(await ShownAsync(play.CaseNumber))["recordsHash"]).ShouldNotBe((string?)signed["recordsHash"]);
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _app.UntilStageAsync(play.CaseNumber, "Closed"))["letters"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_determination_that_is_overdue_is_noted_and_still_issued()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2400104");
        await play.ToClinicalReviewAsync();
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD", daysBefore: 3);
        ReviewActs.Notes(await _app.UntilNotedAsync(play.CaseNumber, "Reminder:DL-DET-STD")).ShouldNotContain("Overdue:DL-DET-STD");
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        var overdue = await _app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-STD");
        ((string?)overdue["stage"]).ShouldBe("ClinicalReview");
        ReviewActs.Deadlines(overdue)["DL-DET-STD"].ShouldBe("Breached");

        await play.StateProvisionalAsync();
        using (var determined = await play.DetermineAsync(0))
            determined.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        ReviewActs.Deadlines(closed)["DL-DET-STD"].ShouldBe("MetLate");
        ReviewActs.Notes(closed).Count(n => n == "Overdue:DL-DET-STD").ShouldBe(1);
    }

    [Fact]
    public async Task A_determination_that_becomes_overdue_while_it_waits_for_release_is_noted()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2400105");
        await play.ToReleaseAsync();
        await _app.AdvancePastAsync(play.CaseNumber, "DL-DET-STD");
        var notes = ReviewActs.Notes(await _app.UntilNotedAsync(play.CaseNumber, "Overdue:DL-DET-STD"));
        notes.ShouldContain("Reminder:Release");
        notes.ShouldContain("Reminder:DL-DET-STD");
    }

    private Task<JsonObject> ShownAsync(string caseNumber)
        => _app.UntilAsync(ReviewActs.Releaser, $"/api/cases/{caseNumber}/release", r => r["letterHash"] is not null);
}
