using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Cases;

/// <summary>Facts, then events: what somebody states is stored once, and reaches the review even when its event is lost.</summary>
public sealed class StatementTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Director = "dev.ad.desk-1";
    private const string Operator = "dev.operator.op-1";

    private static readonly object Deferred = new { outcome = "Deferred", reasonCodes = new[] { "INEL_UNSIGNED" } };
    private static readonly object Ineligible = new { outcome = "Ineligible", reasonCodes = new[] { "INEL_UNSIGNED" } };

    private TestApp App => shared.App;

    [Fact]
    public async Task A_fact_whose_event_was_never_raised_moves_the_case_after_the_grace_period()
    {
        await using var app = await TestApp.StartAsync();
        var review = await WaitingForFindingAsync(app, "CM26-0003001");
        var finding = new AdFinding(1, EligibilityOutcome.Ineligible, ["INEL_UNSIGNED"], null, "AdministrativeDirector:desk-1");
        await app.Get<FactStore>().WriteAsync(new FactToWrite<AdFinding>(review, FactKind.AdFinding, 1, "lost-1", "AdministrativeDirector:desk-1", app.Clock.GetUtcNow(), finding), default);

        (await app.Get<Reconciler>().RunAsync(app.Engine, default)).EventsRaised.ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await app.Get<Reconciler>().RunAsync(app.Engine, default);

        var closed = await app.UntilStageAsync("CM26-0003001", "Closed");
        ((string?)closed["outcome"]).ShouldBe("Ineligible");
        (await app.Get<FactStore>().UnconsumedAsync(review, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_event_five_times_is_one_finding()
    {
        var review = await WaitingForFindingAsync(App, "CM26-0003002");
        await App.StateAsync(Director, "/api/cases/CM26-0003002/ad-finding", Deferred);
        await FoundAsync("CM26-0003002", 1);
        var fact = (await App.FactsAsync(review, FactKind.AdFinding)).ShouldHaveSingleItem();
        for (var i = 0; i < 5; i++)
            await App.Engine.RaiseEventAsync(review.ToString(), FactPost.EventName, fact.Ref);

        // The next statement is handled after the doubles: nothing has to be waited out.
        await App.StateAsync(Director, "/api/cases/CM26-0003002/ad-finding", Ineligible);
        var closed = await App.UntilStageAsync("CM26-0003002", "Closed");
        Notes(closed).Count(n => n == "Found:Deferred").ShouldBe(1);
        Notes(closed).Count(n => n == "Found:Ineligible").ShouldBe(1);
    }

    [Fact]
    public async Task A_statement_is_answered_the_same_however_often_it_is_sent()
    {
        const string Path = "/api/cases/CM26-0003003/ad-finding";
        var review = await WaitingForFindingAsync(App, "CM26-0003003");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => App.StateAsync(Director, Path, Deferred)));
        clicks.ShouldAllBe(c => c.Status == HttpStatusCode.Accepted && c.Text == clicks[0].Text);
        await FoundAsync("CM26-0003003", 1);

        var keyed = await App.StateAsync(Director, Path, Ineligible, "key-1");
        keyed.Status.ShouldBe(HttpStatusCode.Accepted);
        await App.UntilStageAsync("CM26-0003003", "Closed");
        var late = await App.StateAsync(Director, Path, Ineligible, "key-1");
        (late.Status, late.Text).ShouldBe((keyed.Status, keyed.Text));
        (await App.FactsAsync(review, FactKind.AdFinding)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_409_also_after_the_case_has_moved_on()
    {
        const string Path = "/api/cases/CM26-0003004/ad-finding";
        var review = await WaitingForFindingAsync(App, "CM26-0003004");
        await App.StateAsync(Director, Path, Ineligible, "key-1");
        (await App.StateAsync(Director, Path, Deferred, "key-1")).Status.ShouldBe(HttpStatusCode.Conflict);
        await App.UntilStageAsync("CM26-0003004", "Closed");
        (await App.StateAsync(Director, Path, Deferred, "key-1")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.StateAsync("dev.ad.desk-2", Path, Ineligible, "key-1")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.FactsAsync(review, FactKind.AdFinding)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_case_does_not_wait_for_is_409_with_what_is_possible()
    {
        await WaitingForFindingAsync(App, "CM26-0003005");
        var early = await App.StateAsync(Operator, "/api/cases/CM26-0003005/attention", new { action = "Retry", reason = "x" });
        early.Status.ShouldBe(HttpStatusCode.Conflict);
        early.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldBe(["AdFinding", "InformationRequest", "Withdrawal", "Authorization", "LiabilityResolved", "Expedite", "Merge"]);

        await App.StateAsync(Director, "/api/cases/CM26-0003005/ad-finding", Ineligible);
        await App.UntilStageAsync("CM26-0003005", "Closed");
        var late = await App.StateAsync(Operator, "/api/cases/CM26-0003005/withdrawal", new { reason = "too late" });
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Json["possible"]!.AsArray().Select(p => (string?)p).ShouldBe(["Remand"]);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("a/b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_key_that_cannot_be_a_row_key_is_400(string key)
    {
        await RegisteredCase.AddAsync(App, "CM26-00031" + key.Length.ToString("D2"));
        var answer = await App.StateAsync(Operator, "/api/cases/CM26-00031" + key.Length.ToString("D2") + "/withdrawal", new { reason = "x" }, key);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_not_what_it_should_be_is_400_without_quoting_it()
    {
        await RegisteredCase.AddAsync(App, "CM26-0003201");
        using var content = new StringContent("""{"reason":{"PHI-MARKER":1}}""");
        var answer = await App.SendAsync(HttpMethod.Post, Operator, "/api/cases/CM26-0003201/withdrawal", content);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldNotContain("PHI-MARKER");
    }

    internal static async Task<ReviewKey> WaitingForFindingAsync(TestApp app, string number)
    {
        await app.UploadSampleAsync("CM26-0000103", number);
        await app.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        return new ReviewKey(CaseNumber.Parse(number), 1);
    }

    private static IEnumerable<string?> Notes(JsonObject view) => view["timeline"]!.AsArray().Select(e => (string?)e!["note"]);

    private Task<JsonObject> FoundAsync(string number, int times)
        => App.UntilAsync(Operator, "/api/cases/" + number, c => Notes(c).Count(n => n?.StartsWith("Found:", StringComparison.Ordinal) == true) == times);
}
