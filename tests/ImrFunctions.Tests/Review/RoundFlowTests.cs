using System.Net;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>A closed case is opened again: remand (LC 4610.6(i)) and correction.</summary>
public sealed class RoundFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_remanded_case_goes_to_another_reviewer_and_gets_a_letter_of_its_own()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2950101");
        await play.ToLetterAsync();
        var first = play.Reviewer;
        var body = new { ground = "PlainlyErroneousFact", wrongFact = "That no examination was documented.", orderedOn = ReviewActs.Today(_app) };
        (await _app.StateAsync(ReviewActs.Director, Path(play, "remand"), new { ground = "PlainlyErroneousFact" }, null)).Text.ShouldContain("$.wrongFact");
        (await _app.StateAsync(ReviewActs.Director, Path(play, "remand"), body, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        // A second click is the same order.
        (await _app.StateAsync(ReviewActs.Director, Path(play, "remand"), body, null)).Status.ShouldBe(HttpStatusCode.Accepted);

        await play.OfferedAsync();
        play.Reviewer.ShouldNotBe(first);
        ((int?)(await _app.CaseAsync(play.CaseNumber))["round"]).ShouldBe(2);
        // What was set aside need neither be appealed nor implemented.
        ReviewActs.Deadlines(await _app.CaseAsync(play.CaseNumber)).Keys.ShouldNotContain(id => id == "DL-APPEAL" || id == "DL-IMPL-AUTH");
        (await _app.StatusAsync(play.CaseNumber)).Code.ShouldBe(HttpStatusCode.Accepted);
        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");

        closed["letters"]!.AsArray().Select(l => ((int?)l!["round"], (int?)l["version"])).ShouldBe([(1, 1), (2, 1)]);
        ((string?)(await _app.StatusAsync(play.CaseNumber)).Body["letter"])!.ShouldContain("/r2/v1/");
        foreach (var letter in closed["letters"]!.AsArray())
            (await _app.GetAsync(ReviewActs.Operator, (string)letter!["text"]!)).Status.ShouldBe(HttpStatusCode.OK);
        ReviewActs.Notes(closed).ShouldContain("RemandOrdered");
    }

    [Fact]
    public async Task A_corrected_letter_is_a_new_version_by_the_same_reviewer_and_both_are_kept()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2950102");
        await play.ToLetterAsync();
        var first = play.Reviewer;
        (await _app.StateAsync(ReviewActs.Director, Path(play, "correction"), new { reason = "The date of the visit was mistyped.", orderedOn = ReviewActs.Today(_app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "ClinicalReview");
        await _app.UntilNotedAsync(play.CaseNumber, "Resumed");
        (await _app.HoldersAsync(play.CaseNumber, round: 2)).ShouldBe([first]);
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        closed["letters"]!.AsArray().Select(l => ((int?)l!["round"], (int?)l["version"])).ShouldBe([(1, 1), (2, 2)]);
        var text = (await _app.GetAsync(ReviewActs.Operator, (string)closed["letters"]![1]!["text"]!)).Text;
        text.ShouldContain("corrects and replaces");
        text.ShouldContain("The date of the visit was mistyped.");
    }

    [Fact]
    public async Task An_ineligibility_that_was_set_aside_is_looked_at_anew()
    {
        const string number = "CM26-2950103";
        await _app.UploadSampleAsync("CM26-0000103", number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await _app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        await _app.UntilStageAsync(number, "Closed");
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/correction", new { reason = "x", orderedOn = ReviewActs.Today(_app) }, null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/remand", new { ground = "ExcessOfPowers", orderedOn = ReviewActs.Today(_app) }, null)).Status.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilCaseAsync(number, c => (string?)c["stage"] == "EligibilityReview" && c["timeline"]!.AsArray().Count(t => (string?)t!["note"] == "Proposed:Ineligible") == 2);
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
    }

    private static string Path(PlayedReview play, string what) => $"/api/cases/{play.CaseNumber}/{what}";
}
