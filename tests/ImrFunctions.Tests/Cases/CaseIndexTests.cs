using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Cases;

/// <summary>Lists of cases are a projection of the register: pages, newest first, repaired when a crash left them behind.</summary>
public sealed class CaseIndexTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);

    private TestApp App => shared.App;

    [Theory]
    [InlineData("organization=ORG-25", "CM26-00051", "ORG-25", ReviewStage.Received)]
    [InlineData("stage=InsufficientRecords", "CM26-00052", "ORG-MIXED", ReviewStage.InsufficientRecords)]
    public async Task A_list_comes_in_pages_newest_first(string query, string numbers, string organization, ReviewStage stage)
    {
        for (var n = 0; n < 25; n++)
            await RegisteredCase.AddAsync(App, $"{numbers}{(n * 7) % 25:D2}", organization, stage, Start.AddHours((n * 7) % 25));
        var pages = new List<string[]>();
        string? continuation = null;
        do
        {
            var page = (await App.GetAsync(Operator, $"/api/cases?{query}&limit=10" + (continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation)))).Json;
            pages.Add([.. page["cases"]!.AsArray().Select(c => (string)c!["caseNumber"]!)]);
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null && pages.Count < 9);

        pages.Where(p => p.Length > 0).Select(p => p.Length).ShouldBe([10, 10, 5]);
        pages.SelectMany(p => p).ShouldBe(Enumerable.Range(0, 25).Reverse().Select(n => $"{numbers}{n:D2}"));
    }

    [Theory]
    [InlineData("continuation=rubbish")]
    [InlineData("continuation=-1:x")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("stage=Closed")]
    [InlineData("stage=Nowhere")]
    [InlineData("stage=Received&organization=X")]
    public async Task A_list_that_cannot_be_made_is_400(string query)
        => (await App.GetAsync(Operator, "/api/cases?" + query)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_case_stands_in_the_list_of_its_stage_only_and_a_closed_one_in_none()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0005301", "ORG-MOVES");
        await registered.AdvanceAsync(registered.Change(2, ReviewStage.QualityReview).Leave(ReviewStage.Received));
        (await StagesAsync("CM26-0005301")).ShouldBe(["QualityReview"]);
        await registered.AdvanceAsync(registered.Change(3, ReviewStage.Closed).Leave(ReviewStage.QualityReview).Close(CaseEnd.Withdrawn));
        (await StagesAsync("CM26-0005301")).ShouldBeEmpty();

        var organization = (await App.GetAsync(Operator, "/api/cases?organization=ORG-MOVES")).Json["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)organization["stage"]).ShouldBe("Closed");
        (await App.GetAsync(Operator, "/api/cases?limit=200")).Json["cases"]!.AsArray().ShouldNotContain(c => (string?)c!["caseNumber"] == "CM26-0005301");
    }

    [Theory]
    [InlineData("CM26-0005401", ReviewStage.Received)]
    [InlineData("CM26-0005402", ReviewStage.Rejected)]
    public async Task A_crash_between_register_and_list_is_repaired_by_reconcile(string number, ReviewStage left)
    {
        await RegisteredCase.AddAsync(App, number, "ORG-CRASH", left);
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity(number, RowKeys.Case) { ["Stage"] = nameof(ReviewStage.AwaitingRelease), ["StageSeq"] = 9 }, ETag.All, TableUpdateMode.Merge);
        (await StagesAsync(number)).ShouldBe([left.ToString()]);
        await App.Get<Reconciler>().RunAsync(App.Engine, default);
        (await StagesAsync(number)).ShouldBe(["AwaitingRelease"]);
    }

    [Fact]
    public async Task A_case_that_cannot_be_read_keeps_reconcile_from_no_other()
    {
        await RegisteredCase.AddAsync(App, "CM26-0005502", arrived: Start.AddYears(2));
        await RegisteredCase.AddAsync(App, "CM26-0005501", arrived: Start.AddYears(1));
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity("CM26-0005502", RowKeys.Case) { ["SchemaVersion"] = 2 }, ETag.All, TableUpdateMode.Merge);
        await App.Storage.Cases.UpdateEntityAsync(new TableEntity("CM26-0005501", RowKeys.Case) { ["Stage"] = nameof(ReviewStage.Issued) }, ETag.All, TableUpdateMode.Merge);
        (await App.Get<Reconciler>().RunAsync(App.Engine, default)).CasesFailed.ShouldBeGreaterThan(0);
        (await StagesAsync("CM26-0005501")).ShouldBe(["Issued"]);
    }

    private async Task<IReadOnlyList<string>> StagesAsync(string number)
    {
        var stages = new List<string>();
        foreach (var stage in Enum.GetNames<ReviewStage>().Where(s => s != nameof(ReviewStage.Closed)))
        {
            var page = (await App.GetAsync(Operator, $"/api/cases?stage={stage}&limit=200")).Json;
            if (page["cases"]!.AsArray().Any((JsonNode? c) => (string?)c!["caseNumber"] == number))
                stages.Add(stage);
        }

        return stages;
    }
}
