using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Matching;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>A failing step says a code and a reference, nothing of the case; then an operator decides.</summary>
public sealed class FailureTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Marker = "PHI-Nakagawa-Reyes";
    private const string Operator = "dev.operator.op-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task A_failed_step_is_tried_again_then_needs_attention_and_says_nothing_of_the_case()
    {
        var fact = await TroubleAsync("CM26-0008001");
        var stopped = await App.GetAsync(Operator, "/api/cases/CM26-0008001");
        var attention = stopped.Json["needsAttention"]!;
        ((string?)attention["step"]).ShouldBe("ApplyFinding");
        ((string?)attention["code"]).ShouldBe("Unexpected");
        var refId = (string)attention["refId"]!;
        var lines = App.Log.All.Where(l => l.Contains("ApplyFinding failed: Unexpected", StringComparison.Ordinal)).ToList();
        lines.ShouldContain(l => l.Contains(refId, StringComparison.Ordinal));
        lines.Count.ShouldBeGreaterThanOrEqualTo(2);

        var answer = await App.StateAsync("dev.ad.desk-1", "/api/cases/CM26-0008001/ad-finding", new { outcome = "Eligible" });
        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        App.Log.All.ShouldContain(l => l.Contains("PostAdFinding failed", StringComparison.Ordinal) && l.Contains((string)answer.Json["refId"]!, StringComparison.Ordinal));

        var instance = (await App.Engine.GetInstanceAsync("CM26-0008001", true))!;
        foreach (var text in new[] { stopped.Text, answer.Text, App.HistoryOf("CM26-0008001"), instance.SerializedCustomStatus!, string.Join('\n', App.Log.All) })
            text.ShouldNotContain(Marker);
        App.HistoryOf("CM26-0008001").ShouldContain($"StepFailed(Unexpected,{refId})");

        (await DecideAsync("CM26-0008001", "Skip")).Status.ShouldBe(HttpStatusCode.BadRequest);
        await MendAsync("CM26-0008001", fact);
        (await DecideAsync("CM26-0008001", "Retry")).Status.ShouldBe(HttpStatusCode.Accepted);
        var closed = await App.UntilStageAsync("CM26-0008001", "Closed");
        ((string?)closed["outcome"]).ShouldBe("Ineligible");
        closed["timeline"]!.AsArray().Select(e => (string?)e!["note"]).ShouldContain("Resolved:Retry");
    }

    [Fact]
    public async Task An_operator_cancels_a_case_that_cannot_go_on()
    {
        await TroubleAsync("CM26-0008002");
        await DecideAsync("CM26-0008002", "Cancel");
        var closed = await App.UntilStageAsync("CM26-0008002", "Closed");
        ((string?)closed["outcome"]).ShouldBe("Cancelled");
        closed["needsAttention"].ShouldBeNull();
    }

    [Fact]
    public async Task The_applicant_withdraws_while_an_operator_is_asked()
    {
        await TroubleAsync("CM26-0008003");
        (await App.StateAsync("dev.applicant.CM26-0008003", "/api/cases/CM26-0008003/withdrawal", new { reason = "Settled." })).Status.ShouldBe(HttpStatusCode.Accepted);
        ((string?)(await App.UntilStageAsync("CM26-0008003", "Closed"))["outcome"]).ShouldBe("Withdrawn");
    }

    [Fact]
    public async Task A_draft_that_cannot_be_made_may_be_skipped()
    {
        var review = new PlayedReview(App, "CM26-0000102", "CM26-0008004");
        await review.ToOfferAsync();
        var texts = new Dictionary<string, BinaryData>(StringComparer.Ordinal);
        foreach (var name in await App.Storage.RecordText.NamesAsync(""))
        {
            texts[name] = (await App.Storage.RecordText.GetBlobClient(name).DownloadContentAsync()).Value.Content;
            await App.Storage.RecordText.DeleteBlobAsync(name);
        }

        App.Get<ImmutableCache>().Clear();
        await review.AcceptAsync();
        var stopped = await App.UntilAsync(Operator, "/api/cases/CM26-0008004", c => c["needsAttention"] is not null);
        ((string?)stopped["needsAttention"]!["step"]).ShouldBe("EvaluateGuidelines");
        ((bool?)stopped["needsAttention"]!["canSkip"]).ShouldBe(true);
        (await DecideAsync("CM26-0008004", "Skip")).Status.ShouldBe(HttpStatusCode.Accepted);
        await App.UntilAsync(Operator, "/api/cases/CM26-0008004", c => c["needsAttention"] is null);
        // Whose pages the records are is looked at again before a determination is taken: that needs the texts.
        foreach (var (name, text) in texts)
            await App.Storage.RecordText.GetBlobClient(name).UploadAsync(text, overwrite: true);
        await review.StateProvisionalAsync();
        using var determined = await review.DetermineAsync(0);
        determined.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await App.UntilStageAsync("CM26-0008004", "AwaitingRelease");
    }

    [Fact]
    public async Task A_place_whose_offer_could_not_be_written_is_given_back_when_the_case_ends()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync();
        await app.Storage.Assignments.DeleteAsync();
        var down = await app.GetAsync("dev.reviewer.REV-0001", "/api/offers");
        down.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        app.Log.All.ShouldContain(l => l.Contains((string)down.Json["refId"]!, StringComparison.Ordinal));

        await app.UploadSampleAsync("CM26-0000102");
        var stopped = await app.UntilAsync(Operator, "/api/cases/CM26-0000102", c => c["needsAttention"] is not null);
        ((string?)stopped["needsAttention"]!["code"]).ShouldBe("StorageUnavailable");
        (await app.Get<ReviewerPanel>().AllAsync(default)).Sum(m => m.Open.Count).ShouldBe(1);
        await app.Storage.Assignments.CreateIfNotExistsAsync();
        await app.StateAsync(Operator, "/api/cases/CM26-0000102/attention", new { action = "Cancel", reason = "x" });
        await app.UntilStageAsync("CM26-0000102", "Closed");
        (await app.Get<ReviewerPanel>().AllAsync(default)).Sum(m => m.Open.Count).ShouldBe(0);
    }

    [Fact]
    public async Task A_registered_letter_is_written_before_its_case_closes_though_an_operator_cancels()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync();
        var review = new PlayedReview(app, "CM26-0000102");
        await review.ToReleaseAsync();
        await app.Storage.Letters.DeleteAsync();
        (await review.ReleaseAsync()).EnsureSuccessStatusCode();
        var stopped = await app.UntilAsync(Operator, "/api/cases/CM26-0000102", c => c["needsAttention"] is not null);
        ((string?)stopped["needsAttention"]!["step"]).ShouldBe("IssueLetter");
        await app.Storage.Letters.CreateIfNotExistsAsync();
        await app.StateAsync(Operator, "/api/cases/CM26-0000102/attention", new { action = "Cancel", reason = "Given up." });
        ((string?)(await app.UntilStageAsync("CM26-0000102", "Closed"))["outcome"]).ShouldBe("Issued");
        (await app.GetAsync(Operator, "/api/cases/CM26-0000102/letters/r1/v1/txt")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_trouble_takes_the_same_decision_again()
    {
        await using var app = await TestApp.StartAsync();
        await app.UploadSampleAsync("CM26-0000102");
        for (var trouble = 1; trouble <= 3; trouble++)
        {
            await app.UntilAsync(Operator, "/api/cases/CM26-0000102", c => (string?)c["needsAttention"]?["code"] == "NoReviewer" && (int?)c["needsAttention"]!["attempt"] >= trouble);
            (await app.StateAsync(Operator, "/api/cases/CM26-0000102/attention", new { action = "Retry", reason = "The panel is there now." })).Status.ShouldBe(HttpStatusCode.Accepted);
        }
    }

    [Theory]
    [InlineData("StepFailed(StorageConflict,ab-12)", FailureCode.StorageConflict, "ab-12")]
    [InlineData("Task 'X' (#3) failed: StepFailed(NewerSchema,77) at …", FailureCode.NewerSchema, "77")]
    [InlineData("something else", FailureCode.Unexpected, "")]
    [InlineData(null, FailureCode.Unexpected, "")]
    public void The_code_is_found_however_an_engine_wraps_it(string? message, FailureCode code, string refId)
        => StepFailedException.Parse(message).ShouldBe((code, refId));

    /// <summary>A finding whose row is damaged: reading it fails with a message that quotes what is there.</summary>
    private async Task<FactRef> TroubleAsync(string number)
    {
        var review = await Cases.StatementTests.WaitingForFindingAsync(App, number);
        var finding = new AdFinding(1, EligibilityOutcome.Ineligible, ["INEL_UNSIGNED"], null, "AdministrativeDirector:desk-1");
        var fact = (await App.Get<FactStore>().WriteAsync(new FactToWrite<AdFinding>(review, FactKind.AdFinding, 1, "bad-1", "AdministrativeDirector:desk-1", App.Clock.GetUtcNow(), finding), default)).Fact;
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity(number, fact.FactId) { ["Kind"] = Marker }, ETag.All, TableUpdateMode.Merge);
        App.Get<ImmutableCache>().Clear();
        await Should.ThrowAsync<ArgumentException>(() => App.Get<FactStore>().ReadAsync(review, fact.FactId, default));
        await App.Engine.RaiseEventAsync(number, FactPost.EventName, fact);
        await App.UntilAsync(Operator, "/api/cases/" + number, c => c["needsAttention"] is not null);
        return fact;
    }

    private Task<Response> MendAsync(string number, FactRef fact)
        => App.Storage.Cases.UpdateEntityAsync(new TableEntity(number, fact.FactId) { ["Kind"] = nameof(FactKind.AdFinding) }, ETag.All, TableUpdateMode.Merge);

    private Task<Answer> DecideAsync(string number, string action) => App.StateAsync(Operator, $"/api/cases/{number}/attention", new { action, reason = "Looked at it." });
}
