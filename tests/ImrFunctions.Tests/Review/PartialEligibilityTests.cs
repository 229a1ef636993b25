using System.Net;
using System.Text.Json.Nodes;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>Eligibility is held per item (LC 4610.5(k)): the Administrative Director's finding may leave some of them out, and the review goes on with the others.</summary>
public sealed class PartialEligibilityTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string Code = "INEL_NOT_UR_MODIFY_DENY";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task An_application_with_an_item_that_utilization_review_approved_waits_for_a_person()
    {
        const string number = "CM26-2110101";
        await UploadAsync(number);
        var proposed = await _app.UntilNotedAsync(number, "Proposed:Eligible");
        ((string?)proposed["stage"]).ShouldBe("EligibilityReview");
        ((bool?)proposed["eligibility"]!["final"]).ShouldBe(false);
        ((string?)proposed["nextAction"]!["who"]).ShouldBe("AdministrativeDirector");
        proposed["eligibility"]!["reasons"]!.ToJsonString().ShouldContain("$.disputedItems[1].urOutcome: Approved");

        // Nor does a document that arrives, or the end of the finding's time, make it eligible.
        await _app.UploadAsync($"{number}/documents/late-note.txt", "The patient came for a visit."u8.ToArray());
        await _app.UntilDocumentAsync(number, "late-note.txt");
        _app.Clock.Advance(TimeSpan.FromDays(20));
        var overdue = await _app.UntilNotedAsync(number, "Overdue:AdFinding");
        ((string?)overdue["stage"]).ShouldBe("EligibilityReview");
        ReviewActs.Deadlines(overdue).ShouldNotContainKey("DL-DET-STD");
    }

    [Fact]
    public async Task An_item_that_is_found_ineligible_leaves_the_review_and_the_letter_has_the_others_only()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2110102");
        await UploadAsync(play.CaseNumber);
        await _app.UntilNotedAsync(play.CaseNumber, "Proposed:Eligible");
        await _app.SayAsync(ReviewActs.Director, play.CaseNumber, "ad-finding", Finding(Item(ReviewChanges.SecondItem)));
        await play.OfferedAsync();

        var found = await _app.CaseAsync(play.CaseNumber);
        ReviewActs.Notes(found).ShouldContain("Found:Eligible");
        var deadlines = ReviewActs.Deadlines(found);
        (deadlines["DL-APPEAL-INEL"], deadlines["DL-DET-STD"]).ShouldBe(("Running", "Running"));
        var told = await _app.SentAsync(play.CaseNumber, "PartiallyIneligible");
        told.ShouldBeSubsetOf(["InjuredWorker", "Attorney", "RequestingPhysician", "ClaimsAdministrator"]);
        told.ShouldBeUnique();
        foreach (var party in new[] { "InjuredWorker", "RequestingPhysician", "ClaimsAdministrator" })
            told.ShouldContain(party);
        (await _app.SentAsync(play.CaseNumber, "Ineligible")).ShouldBeEmpty();

        await play.AcceptAsync();
        (await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review")).Json["items"]!.AsArray().Select(i => (string?)i!["id"]).ShouldBe(["1"]);
        await play.StateProvisionalAsync();
        (await play.DetermineAsync(0, change: ReviewChanges.WithSecondDecided)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "it is not in review");
        (await play.DetermineAsync(0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await play.ReleaseAsync()).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        var text = (await _app.GetAsync(ReviewActs.Operator, (string)closed["letters"]!.AsArray().ShouldHaveSingleItem()!["text"]!)).Text;
        text.ShouldContain("MRI of the lumbar spine");
        text.ShouldNotContain("MRI of the neck");
    }

    [Fact]
    public async Task A_finding_on_items_names_items_in_review_with_reasons_and_leaves_one()
    {
        const string number = "CM26-2110103";
        await UploadAsync(number);
        await _app.UntilNotedAsync(number, "Proposed:Eligible");
        (object Body, string Path)[] bad =
        [
            (Finding(Item("nine")), "$.ineligibleItems[0].itemId"),
            (Finding(Item(ReviewChanges.SecondItem, [])), "$.ineligibleItems[0].reasonCodes"),
            (Finding(Item(ReviewChanges.SecondItem, ["INEL_INVENTED"])), "$.ineligibleItems[0].reasonCodes"),
            (Finding(Item("1"), Item(ReviewChanges.SecondItem)), "$.ineligibleItems"),
            (new { outcome = "Ineligible", reasonCodes = new[] { Code }, ineligibleItems = new[] { Item(ReviewChanges.SecondItem) } }, "$.ineligibleItems"),
            (new { outcome = "Deferred", reasonCodes = new[] { "DEFER_LIABILITY" }, ineligibleItems = new[] { Item(ReviewChanges.SecondItem) } }, "$.ineligibleItems"),
        ];
        foreach (var (body, path) in bad)
        {
            var answer = await _app.StateAsync(ReviewActs.Director, $"/api/cases/{number}/ad-finding", body, null);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
            answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldContain(path);
        }

        var view = await _app.CaseAsync(number);
        ((string?)view["stage"]).ShouldBe("EligibilityReview");
        ReviewActs.Notes(view).ShouldNotContain("Found:Eligible");
    }

    private Task UploadAsync(string number) => _app.UploadSampleAsync(ReviewActs.SampleB, number, change: ReviewChanges.WithApprovedItem);

    private static JsonObject Item(string itemId, string[]? codes = null)
        => new() { ["itemId"] = itemId, ["reasonCodes"] = new JsonArray([.. (codes ?? [Code]).Select(c => JsonValue.Create(c))]) };

    private static object Finding(params JsonObject[] ineligibleItems) => new { outcome = "Eligible", ineligibleItems };
}
