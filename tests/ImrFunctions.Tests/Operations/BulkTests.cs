using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>One decision for many cases: previewed, done to exactly what was shown, once, however often it is asked for or killed.</summary>
public sealed class BulkTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 16, 0, 0, TimeSpan.Zero);

    private TestApp App => shared.App;

    [Fact]
    public async Task Cases_that_found_no_reviewer_go_on_together_when_the_panel_is_there()
    {
        await using var app = await TestApp.StartAsync();
        string[] numbers = ["CM26-0061001", "CM26-0061002", "CM26-0061003"];
        foreach (var number in numbers)
            await app.UploadSampleAsync("CM26-0000102", number);
        foreach (var number in numbers)
            await app.UntilAsync(Operator, "/api/cases/" + number, c => c["needsAttention"] is not null);
        await app.ImportPanelAsync();

        var asked = new { action = "Retry", filter = new { code = "NoReviewer" }, reason = "The panel is there now." };
        var preview = (await app.StateAsync(Operator, "/api/bulk/preview", asked)).Json;
        preview["cases"]!.AsArray().Select(c => (string?)c!["caseNumber"]).ShouldBe(numbers);
        var id = (string)preview["previewId"]!;
        var started = await app.StateAsync(Operator, "/api/bulk", new { asked.action, asked.filter, asked.reason, previewId = id });
        started.Status.ShouldBe(HttpStatusCode.Accepted);
        var report = await app.UntilAsync(Operator, "/api/bulk/" + id, r => r["doneAt"] is not null);
        report["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).ShouldAllBe(o => o == "Done");
        foreach (var number in numbers)
            await app.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["nextAction"]?["what"] == "Answer the offer." || c["needsAttention"] is not null);

        // Asked again after everything has changed: answered as the first was, and nothing is said twice.
        (await app.StateAsync(Operator, "/api/bulk", new { asked.action, asked.filter, asked.reason, previewId = id })).Text.ShouldBe(started.Text);
        foreach (var number in numbers)
            (await app.FactsAsync(ReviewKey.Parse(number), FactKind.OperatorDecision)).ShouldHaveSingleItem().By.ShouldBe("Operator:op-1");
    }

    [Fact]
    public async Task A_preview_says_why_a_case_stays_as_it_is()
    {
        await App.InTroubleAsync("CM26-0061101", "CodeA", Start);
        await App.InTroubleAsync("CM26-0061102", "CodeB", Start, canSkip: true);
        await RegisteredCase.AddAsync(App, "CM26-0061103");
        var preview = await PreviewAsync(new { action = "Skip", filter = new { caseNumbers = new[] { "CM26-0061101", "CM26-0061102", "CM26-0061103", "CM26-0061199" } }, reason = "Go on without." });
        preview["cases"]!.AsArray().Select(c => (string?)c!["caseNumber"]).ShouldBe(["CM26-0061102"]);
        preview["left"]!.AsArray().Select(c => (string?)c!["why"]).ShouldBe(
            ["CheckQuality can't be skipped.", "The case is at Received and does not need attention.", "There is no such case."]);
    }

    [Fact]
    public async Task A_list_that_changed_since_the_preview_is_409_and_nothing_is_done()
    {
        var first = await App.InTroubleAsync("CM26-0061201", "CodeC", Start);
        await App.InTroubleAsync("CM26-0061202", "CodeC", Start);
        var asked = new { action = "HandOver", filter = new { code = "CodeC" }, reason = "Away next week.", to = "op-7" };
        var id = (string)(await PreviewAsync(asked))["previewId"]!;
        await first.AdvanceAsync(first.Change(1, ReviewStage.QualityReview).Between("n2").NeedAttention(Troubles.State("CodeC", Start.AddDays(1), attempt: 2)));
        (await App.StateAsync(Operator, "/api/bulk", new { asked.action, asked.filter, asked.reason, asked.to, previewId = id })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.GetAsync(Operator, "/api/attention?owner=op-7")).Json["cases"]!.AsArray().ShouldBeEmpty();
        (await App.GetAsync(Operator, "/api/bulk/" + id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_id_of_a_preview_does_not_cover_another_request()
    {
        await App.InTroubleAsync("CM26-0061301", "CodeD", Start);
        var id = (string)(await PreviewAsync(new { action = "HandOver", filter = new { code = "CodeD" }, reason = "x", to = "op-8" }))["previewId"]!;
        (await App.StateAsync(Operator, "/api/bulk", new { action = "Cancel", filter = new { code = "CodeD" }, reason = "x", previewId = id })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.StateAsync(Operator, "/api/bulk", new { action = "HandOver", filter = new { code = "CodeD" }, reason = "x", to = "op-8", previewId = id })).Status.ShouldBe(HttpStatusCode.Accepted);
        await App.UntilAsync(Operator, "/api/bulk/" + id, r => r["doneAt"] is not null);
        (await App.StateAsync(Operator, "/api/bulk", new { action = "HandOver", filter = new { code = "CodeD" }, reason = "y", to = "op-8", previewId = id })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_bulk_that_was_killed_half_way_goes_on_and_tells_no_case_twice()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *" } });
        string[] numbers = ["CM26-0061401", "CM26-0061402", "CM26-0061403"];
        foreach (var number in numbers)
            await app.InTroubleAsync(number, "CodeE", Start);
        var asked = new { action = "HandOver", filter = new { code = "CodeE" }, reason = "Takes them all.", to = "op-9" };
        var id = (string)(await app.StateAsync(Operator, "/api/bulk/preview", asked)).Json["previewId"]!;
        await app.StateAsync(Operator, "/api/bulk", new { asked.action, asked.filter, asked.reason, asked.to, previewId = id });
        await app.UntilAsync(Operator, "/api/bulk/" + id, r => r["doneAt"] is not null);

        // As a kill leaves it: the first case told and noted, the second told and not noted, the third not told; the message lost.
        var ledger = app.Get<OperationLedger>();
        var operation = (await ledger.TryReadAsync(id, default))!;
        await ledger.MoveAsync(operation with { DoneAt = null }, null, default);
        foreach (var number in numbers.Skip(1))
            await app.Storage.Operations.UpsertEntityAsync(new TableEntity(id, "case|" + number) { ["Attempt"] = 1 }, TableUpdateMode.Replace);
        await app.Storage.Cases.DeleteEntityAsync(numbers[2], "note|r1|bulk-" + id, ETag.All);
        await app.Storage.Operations.UpsertEntityAsync(new TableEntity("open", id) { ["At"] = Start }, TableUpdateMode.Replace);
        await app.RestartAsync();
        ((int)(await app.GetAsync(Operator, "/api/bulk/" + id)).Json["toDo"]!).ShouldBe(2);

        await app.Get<OperationLedger>().ResumeAsync(TimeSpan.FromMinutes(1), default);
        var report = await app.UntilAsync(Operator, "/api/bulk/" + id, r => r["doneAt"] is not null);
        report["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).ShouldBe(["Done", "Done", "Done"]);
        foreach (var number in numbers)
            (await app.GetAsync(Operator, $"/api/cases/{number}/notes")).Json["notes"]!.AsArray().Count.ShouldBe(1, number);
    }

    [Theory]
    [InlineData("""{"action":"Explode","filter":{"code":"X"},"reason":"x"}""", "$.action")]
    [InlineData("""{"action":"Retry","reason":"x"}""", "$.filter")]
    [InlineData("""{"action":"Retry","filter":{"code":"X"}}""", "$.reason")]
    [InlineData("""{"action":"HandOver","filter":{"code":"X"},"reason":"x"}""", "$.to")]
    [InlineData("""{"action":"Retry","filter":{"stage":"Nowhere"},"reason":"x"}""", "$.filter.stage")]
    [InlineData("""{"action":"Retry","filter":{"caseNumbers":["CM26-0061999","rubbish"]},"reason":"x"}""", "$.filter.caseNumbers[1]")]
    [InlineData("""{"action":"Retry","filter":{"caseNumbers":[]},"reason":"x"}""", "$.filter.caseNumbers")]
    [InlineData("""{"action":"Retry","filter":{"code":"X"},"reason":"x","previewId":"rubbish"}""", "$.previewId")]
    public async Task A_bad_request_names_every_place(string body, string path)
    {
        using var content = new StringContent(body);
        var answer = await App.SendAsync(HttpMethod.Post, Operator, "/api/bulk", content);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe([path]);
    }

    private async Task<JsonObject> PreviewAsync(object asked) => (await App.StateAsync(Operator, "/api/bulk/preview", asked)).Json;
}
