using System.Net;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>Cases that wait for an operator are one queue, the longest waiting first, and each can be noted on and handed over.</summary>
public sealed class AttentionQueueTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 16, 0, 0, TimeSpan.Zero);

    private TestApp App => shared.App;

    [Fact]
    public async Task The_queue_comes_in_pages_the_longest_waiting_first()
    {
        for (var n = 0; n < 12; n++)
            await App.InTroubleAsync($"CM26-00601{n:D2}", "PagedTrouble", Start.AddHours((n * 5) % 12));
        var numbers = new List<string>();
        string? continuation = null;
        do
        {
            var page = (await App.GetAsync(Operator, "/api/attention?code=PagedTrouble&limit=5" + (continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation)))).Json;
            page["cases"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(5);
            numbers.AddRange(page["cases"]!.AsArray().Select(c => (string)c!["caseNumber"]!));
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null && numbers.Count < 100);

        numbers.ShouldBe(Enumerable.Range(0, 12).OrderBy(n => (n * 5) % 12).Select(n => $"CM26-00601{n:D2}"));
    }

    [Fact]
    public async Task A_row_says_what_an_operator_needs_and_leaves_the_queue_with_the_decision()
    {
        var registered = await App.InTroubleAsync("CM26-0060201", "StorageUnavailable", Start, canSkip: true);
        var row = (await ListAsync("code=StorageUnavailable")).ShouldHaveSingleItem();
        row.ToJsonString().ShouldContain("\"canSkip\":true");
        (((string?)row["step"]), (string?)row["refId"], (string?)row["owner"]).ShouldBe(("CheckQuality", "ref-1", null));
        ((DateTimeOffset)row["since"]!).ShouldBe(Start);

        await registered.AdvanceAsync(registered.Change(1, ReviewStage.QualityReview).Between("o1").WithNote("Resolved:Retry").NeedAttention(null));
        (await ListAsync("code=StorageUnavailable")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CM26-0060301", "LeftBehind")]
    [InlineData("CM26-0060302", "LostRow")]
    public async Task What_a_crash_left_wrong_in_the_queue_is_repaired_by_reconcile(string number, string code)
    {
        var registered = await App.InTroubleAsync(number, code, Start);
        if (code == "LeftBehind")
            await App.Storage.Cases.UpdateEntityAsync(new TableEntity(number, RowKeys.Case) { ["Attention"] = "" }, ETag.All, TableUpdateMode.Merge);
        else
            await App.Get<AttentionIndex>().ProjectAsync((await registered.ReadAsync()) with { Attention = null }, default);
        (await ListAsync("code=" + code)).Count.ShouldBe(code == "LeftBehind" ? 1 : 0);
        await App.Get<Reconciler>().RunAsync(App.Engine, default);
        (await ListAsync("code=" + code)).Count.ShouldBe(code == "LeftBehind" ? 0 : 1);
    }

    [Fact]
    public async Task A_second_trouble_takes_the_place_of_the_first()
    {
        var registered = await App.InTroubleAsync("CM26-0060401", "FirstTrouble", Start);
        await registered.AdvanceAsync(registered.Change(1, ReviewStage.QualityReview).Between("n2").NeedAttention(Troubles.State("SecondTrouble", Start.AddDays(1), attempt: 2)));
        (await ListAsync("code=FirstTrouble")).ShouldBeEmpty();
        ((int)(await ListAsync("code=SecondTrouble")).ShouldHaveSingleItem()["attempt"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("continuation=rubbish")]
    [InlineData("unowned=maybe")]
    [InlineData("unowned=true&owner=op-1")]
    public async Task A_queue_that_cannot_be_listed_is_400(string query)
        => (await App.GetAsync(Operator, "/api/attention?" + query)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Handing_over_names_the_owner_and_leaves_a_note_once()
    {
        await App.InTroubleAsync("CM26-0060501", "HandedTrouble", Start);
        var body = new { to = "op-2", reason = "Knows the storage account." };
        var first = await App.StateAsync(Operator, "/api/cases/CM26-0060501/hand-over", body, "hand-1");
        first.Status.ShouldBe(HttpStatusCode.Created);
        (await App.StateAsync(Operator, "/api/cases/CM26-0060501/hand-over", body, "hand-1")).Text.ShouldBe(first.Text);
        (await App.StateAsync(Operator, "/api/cases/CM26-0060501/hand-over", new { to = "op-3", reason = "x" }, "hand-1")).Status.ShouldBe(HttpStatusCode.Conflict);

        (await ListAsync("owner=op-2")).Select(r => (string?)r["caseNumber"]).ShouldContain("CM26-0060501");
        (await ListAsync("code=HandedTrouble&unowned=true")).ShouldBeEmpty();
        var note = (await App.GetAsync("dev.auditor.a-1", "/api/cases/CM26-0060501/notes")).Json["notes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)note["by"], (string?)note["text"], (string?)note["handedTo"]).ShouldBe(("Operator:op-1", "Knows the storage account.", "op-2"));
        ((string?)(await App.GetAsync(Operator, "/api/cases/CM26-0060501")).Json["needsAttention"]!["owner"]).ShouldBe("op-2");
    }

    [Fact]
    public async Task A_case_that_needs_no_attention_cannot_be_handed_over()
    {
        await RegisteredCase.AddAsync(App, "CM26-0060601");
        (await App.StateAsync(Operator, "/api/cases/CM26-0060601/hand-over", new { to = "op-2", reason = "x" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.GetAsync(Operator, "/api/cases/CM26-0060601/notes")).Json["notes"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_hand_over_lists_every_problem_and_stores_nothing()
    {
        await App.InTroubleAsync("CM26-0060701", "BadHandOver", Start);
        var answer = await App.StateAsync(Operator, "/api/cases/CM26-0060701/hand-over", new { to = "op 2", reason = " " });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(["$.reason", "$.to"]);
        (await App.GetAsync(Operator, "/api/cases/CM26-0060701/notes")).Json["notes"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_note_is_kept_once_shown_to_staff_only_and_not_logged()
    {
        const string Text = "Spoke with NOTE-MARKER of the administrator.";
        await RegisteredCase.AddAsync(App, "CM26-0060801", "ORG-N");
        const string Path = "/api/cases/CM26-0060801/notes";
        var first = await App.StateAsync(Operator, Path, new { text = Text });
        first.Status.ShouldBe(HttpStatusCode.Created);
        (await App.StateAsync(Operator, Path, new { text = Text })).Text.ShouldBe(first.Text);
        (await App.StateAsync("dev.operator.op-2", Path, new { text = Text })).Status.ShouldBe(HttpStatusCode.Created);

        var notes = (await App.GetAsync("dev.releaser.md-1", Path)).Json["notes"]!.AsArray();
        notes.Select(n => (string?)n!["by"]).ShouldBe(["Operator:op-1", "Operator:op-2"]);
        foreach (var party in new[] { "dev.claims.u-1.ORG-N", "dev.applicant.CM26-0060801", "dev.reviewer.REV-0001" })
        {
            (await App.GetAsync(party, Path)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await App.GetAsync(party, "/api/cases/CM26-0060801")).Text.ShouldNotContain("NOTE-MARKER");
        }

        string.Join('\n', App.Log.All).ShouldNotContain("NOTE-MARKER");
        (await App.StateAsync(Operator, Path, new { text = "" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await App.StateAsync(Operator, Path, new { text = new string('x', 4001) })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> ListAsync(string query)
        => [.. (await App.GetAsync(Operator, "/api/attention?" + query)).Json["cases"]!.AsArray().Select(c => c!)];
}
