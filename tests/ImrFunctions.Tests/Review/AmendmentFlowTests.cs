using System.Net;
using System.Text.Json.Nodes;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>An application.json after eligibility was settled: a recorded amendment that a person decides on; what hangs on it follows.</summary>
public sealed class AmendmentFlowTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_refused_amendment_changes_nothing()
    {
        var play = await AmendedAsync("CM26-2900101", a => a["employer"]!["name"] = "Another Name Inc.");
        await DecideAsync(play, accepted: false);
        var view = await _app.UntilNotedAsync(play.CaseNumber, "AmendmentRefused");
        ((bool?)view["amendmentPending"]).ShouldBe(false);
        ((string?)view["stage"]).ShouldBe("ClinicalReview");
    }

    [Fact]
    public async Task A_taken_amendment_shows_every_field_old_and_new_with_the_reason()
    {
        var play = await AmendedAsync("CM26-2900102", a => a["employer"]!["name"] = "Another Name Inc.");
        await DecideAsync(play, accepted: true);
        await _app.UntilNotedAsync(play.CaseNumber, "Amended");
        var taken = (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/amendments")).Json["taken"]![0]!;
        var change = taken["changes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)change["path"], (string?)change["new"]).ShouldBe(("$.employer.name", "\"Another Name Inc.\""));
        ((string?)taken["reason"]).ShouldBe("The adjuster wrote.");
        ((string?)taken["decidedBy"]).ShouldBe("Operator:op-1");
    }

    [Fact]
    public async Task A_party_with_whom_the_reviewer_is_in_conflict_takes_the_case_from_her()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2900103");
        await play.ToClinicalReviewAsync();
        var first = play.Reviewer;
        var npi = (await _app.GetAsync(ReviewActs.Operator, "/api/reviewers")).Json["reviewers"]!.AsArray().Select(r => r!["reviewer"]!).Single(r => (string?)r["id"] == first)["npi"]!;
        await UploadAmendedAsync(play, a => a["otherProviders"]!.AsArray().Add(new JsonObject { ["name"] = "Invented Clinic", ["npi"] = npi.DeepClone(), ["role"] = "Treating" }));
        await DecideAsync(play, accepted: true);
        await _app.UntilNotedAsync(play.CaseNumber, "Amended:ReviewerAssignment");
        await play.OfferedAsync();
        play.Reviewer.ShouldNotBe(first);
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBe([play.Reviewer]);
    }

    [Fact]
    public async Task What_is_no_longer_eligible_goes_back_to_the_finding()
    {
        var play = await AmendedAsync("CM26-2900104", a => a["liabilityDispute"]!["disputed"] = true);
        await DecideAsync(play, accepted: true);
        var view = await _app.UntilNotedAsync(play.CaseNumber, "Amended:EligibilityReview");
        ((string?)view["stage"]).ShouldBe("EligibilityReview");
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBeEmpty();
        await _app.FindAsync(play.CaseNumber, "Eligible");
        // The records are here and were asked for before: nobody is asked twice.
        await play.OfferedAsync();
        (await _app.SentAsync(play.CaseNumber, "Noarfi")).Count(r => r == "ClaimsAdministrator").ShouldBe(1);
        await play.AcceptAsync();
    }

    [Fact]
    public async Task A_signed_determination_goes_back_to_the_reviewer()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2900105");
        await play.ToReleaseAsync();
        await UploadAmendedAsync(play, a => a["injuredWorker"]!["address"]!["line1"] = "77 Changed Street");
        await DecideAsync(play, accepted: true);
        var back = await _app.UntilNotedAsync(play.CaseNumber, "Amended:ClinicalReview");
        ((int?)back["determinationAttempt"]).ShouldBe(2);
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await _app.GetAsync(ReviewActs.Releaser, $"/api/cases/{play.CaseNumber}/release")).Text.ShouldContain("77 Changed Street");
    }

    private async Task<PlayedReview> AmendedAsync(string number, Action<JsonObject> change)
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        await play.ToClinicalReviewAsync();
        await UploadAmendedAsync(play, change);
        return play;
    }

    private Task UploadAmendedAsync(PlayedReview play, Action<JsonObject> change) => _app.AmendAsync(play.CaseNumber, change);

    private Task DecideAsync(PlayedReview play, bool accepted) => _app.DecideAmendmentAsync(play.CaseNumber, accepted);
}
