using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Operations;

/// <summary>A case that another system began goes on here at its stage, with its real dates; a dry run says beforehand what would be made.</summary>
public sealed class ImportTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task A_dry_run_reports_stage_clocks_and_items_and_makes_nothing()
    {
        var answer = await ImportFile.SendAsync(
            App,
            dryRun: true,
            await ImportFile.CaseAsync(App, "CM26-0063001", ReviewStage.RecordsRequested),
            await ImportFile.CaseAsync(App, "CM26-0063002", ReviewStage.ReviewerAssignment),
            await ImportFile.CaseAsync(App, "CM26-0063003", ReviewStage.ClinicalReview));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var cases = answer.Json["cases"]!.AsArray();
        cases.Select(c => ((string?)c!["outcome"], (string?)c["stage"])).ShouldBe([("Ready", "RecordsRequested"), ("Ready", "ReviewerAssignment"), ("Ready", "ClinicalReview")]);
        cases.Select(c => string.Join(' ', c!["deadlines"]!.AsArray().Where(d => (string?)d!["state"] is "Running" or "Breached").Select(d => (string?)d!["ruleId"]))).ShouldBe(["DL-REC-MAIL", "DL-DET-STD", "DL-DET-STD"]);
        cases[1]!["deadlines"]!.AsArray().Single(d => (string?)d!["ruleId"] == "DL-DET-STD")!["daysLeft"]!.GetValue<int>().ShouldBeInRange(20, 26);
        cases[0]!["items"]!.AsArray().Select(i => (string?)i).ShouldBe(["1"]);

        foreach (var number in new[] { "CM26-0063001", "CM26-0063002", "CM26-0063003" })
        {
            (await App.Get<CaseRegister>().TryGetAsync(CaseNumber.Parse(number), default)).ShouldBeNull();
            (await App.Storage.Records.NamesAsync(number + "/")).ShouldBeEmpty();
        }

        var kept = await App.GetAsync("dev.auditor.a-1", "/api/import/" + (string?)answer.Json["id"]);
        kept.Text.ShouldBe(answer.Text);
        kept.Text.ShouldNotContain("Ruvalcaba");
    }

    [Fact]
    public async Task A_case_that_awaits_records_goes_on_here_with_its_dates_and_no_notice_is_sent_again()
    {
        var one = await ImportFile.CaseAsync(App, "CM26-0063301", ReviewStage.RecordsRequested, change: c => c["documents"]!.AsArray().RemoveAt(0));
        var answer = await ImportFile.SendAsync(App, dryRun: false, one);
        ((string?)answer.Json["cases"]![0]!["outcome"]).ShouldBe("Imported", answer.Text);
        var stands = await App.UntilAsync(Operator, "/api/cases/CM26-0063301", c => c["timeline"]!.AsArray().Any(e => ((string?)e!["note"])?.StartsWith("Resumed", StringComparison.Ordinal) == true));
        stands["timeline"]!.AsArray().Take(4).Select(e => (string?)e!["note"]).ShouldBe([null, "Found:Eligible", "NoarfiSent", "Imported"]);
        DateTimeOffset.Parse((string)stands["timeline"]![2]!["at"]!).ShouldBe(DateTimeOffset.Parse((string)one["noarfi"]!["sentAt"]!));
        (await App.Storage.Outgoing.NamesAsync("CM26-0063301")).ShouldNotContain(n => n.Contains("Noarfi", StringComparison.Ordinal));
        var sent = new List<string>();
        await foreach (var row in App.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"CM26-0063301"} and RowKey ge {"out|"} and RowKey lt {"out}"}")))
            sent.Add(row.GetString("Body")!);
        sent.ShouldNotContain(b => b.Contains("Noarfi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_in_clinical_review_is_decided_by_its_reviewer_and_the_letter_is_issued()
    {
        var one = await ImportFile.CaseAsync(App, "CM26-0063401", ReviewStage.ClinicalReview);
        (await ImportFile.SendAsync(App, dryRun: false, one)).Status.ShouldBe(HttpStatusCode.OK);
        var record = await App.Get<CaseRegister>().UntilAsync("CM26-0063401", r => r.Stage == ReviewStage.ClinicalReview && r.StageSeq > 6);
        (record.ReviewerId, record.AssignedOn!.Value.ToString("O")).ShouldBe(("REV-0001", (string)one["assignedOn"]!));
        record.Deadlines.Single(d => d.MetAt is null).Deadline.StartedAt.ShouldBe(DateTimeOffset.Parse((string)one["recordsCompleteAt"]!));
        (await App.Get<ImrFunctions.Matching.ReviewerPanel>().TryGetAsync("REV-0001", default))!.Open.ShouldContain("CM26-0063401|0");
        (await App.GetAsync("dev.reviewer.REV-0001", "/api/cases/CM26-0063401/review")).Status.ShouldBe(HttpStatusCode.OK);

        // The same file again changes nothing.
        var again = await ImportFile.SendAsync(App, dryRun: false, one);
        ((string?)again.Json["cases"]![0]!["outcome"]).ShouldBe("AlreadyThere");
        (await App.Get<CaseRegister>().GetAsync(record.Review.CaseNumber, default)).StageSeq.ShouldBe(record.StageSeq);

        var play = new PlayedReview(App, ImportFile.Sample, "CM26-0063401", "REV-0001");
        await play.StateProvisionalAsync();
        using var determined = await play.DetermineAsync(0);
        determined.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await App.UntilStageAsync("CM26-0063401", "AwaitingRelease");
    }

    [Fact]
    public async Task A_case_that_needs_a_reviewer_is_offered()
    {
        (await ImportFile.SendAsync(App, dryRun: false, await ImportFile.CaseAsync(App, "CM26-0063501", ReviewStage.ReviewerAssignment))).Status.ShouldBe(HttpStatusCode.OK);
        (await App.Get<CaseRegister>().UntilAsync("CM26-0063501", r => r.Offer is not null || r.Attention is not null)).Offer.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_with_one_problem_imports_nothing()
    {
        var good = await ImportFile.CaseAsync(App, "CM26-0063601", ReviewStage.ReviewerAssignment);
        var bad = await ImportFile.CaseAsync(App, "CM26-0063602", ReviewStage.ClinicalReview, reviewer: "REV-NOBODY");
        (await ImportFile.SendAsync(App, dryRun: false, good, bad)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await App.Get<CaseRegister>().TryGetAsync(CaseNumber.Parse("CM26-0063601"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_problem_of_a_file_is_listed_by_its_path()
    {
        var twice = await ImportFile.CaseAsync(App, "CM26-0063101", ReviewStage.RecordsRequested, change: c => c["documents"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "never-came.pdf", ["kind"] = "MedicalReport" }));
        var nobody = await ImportFile.CaseAsync(App, "CM26-0063102", ReviewStage.ClinicalReview, reviewer: "REV-NOBODY");
        var restarts = await ImportFile.CaseAsync(App, "CM26-0063103", ReviewStage.RecordsRequested);
        await App.UploadAsync("CM26-0063103/application.json", "{}"u8.ToArray());
        var answer = await ImportFile.SendAsync(App, dryRun: true, twice, nobody, restarts, await ImportFile.CaseAsync(App, "CM26-0063104", ReviewStage.RecordsRequested));
        var cases = answer.Json["cases"]!.AsArray();
        cases.Select(c => (string?)c!["outcome"]).ShouldBe(["Refused", "Refused", "Refused", "Ready"]);
        cases[0]!["problems"]!.AsArray().Select(p => (string?)p!["path"]).ShouldBe([$"$[0].documents[{twice["documents"]!.AsArray().Count - 1}]"]);
        cases[1]!["problems"]!.AsArray().Select(p => (string?)p!["path"]).ShouldBe(["$[1].reviewerId"]);
        cases[2]!["problems"]!.AsArray().Select(p => (string?)p!["path"]).ShouldContain("$[2].application");
    }

    [Fact]
    public async Task A_number_that_another_worker_s_case_has_is_a_problem_and_the_same_case_is_none()
    {
        await App.UploadSampleAsync(ImportFile.Sample, "CM26-0063201");
        await App.Get<CaseRegister>().UntilAsync("CM26-0063201", r => r.Offer is not null);
        var same = await ImportFile.CaseAsync(App, "CM26-0063201", ReviewStage.RecordsRequested);
        var other = same.DeepClone().AsObject();
        other["application"]!["claim"]!["claimNumber"] = "OTHER-1";
        other["application"]!["injuredWorker"]!["lastName"] = "Someone";
        var answer = await ImportFile.SendAsync(App, dryRun: true, other);
        var problem = answer.Json["cases"]![0]!["problems"]!.AsArray().First(p => (string?)p!["path"] == "$[0].caseNumber")!;
        ((string?)problem["problem"]).ShouldBe("another worker's case has this number");
        ((string?)(await ImportFile.SendAsync(App, dryRun: true, same)).Json["cases"]![0]!["outcome"]).ShouldBe("AlreadyThere");
        same["application"]!["priority"] = "Expedited";
        same["application"]!["reviewType"] = "Expedited";
        (await ImportFile.SendAsync(App, dryRun: true, same)).Json["cases"]![0]!["problems"]!.AsArray().Select(p => (string?)p!["problem"]).ShouldContain("the case is here already, with another application");
    }

    [Fact]
    public async Task A_file_that_is_no_import_is_refused_in_the_report()
    {
        using var content = new StringContent("rubbish");
        var answer = await App.SendAsync(HttpMethod.Post, Operator, "/api/import?dryRun=true", content);
        ((string?)answer.Json["cases"]![0]!["problems"]![0]!["path"]).ShouldBe("line 1");
        using var other = new StringContent("[]");
        (await App.SendAsync(HttpMethod.Post, Operator, "/api/import?dryRun=perhaps", other)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await App.GetAsync(Operator, "/api/import/rubbish")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
