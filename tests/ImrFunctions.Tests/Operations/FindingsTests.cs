using System.Net;
using System.Net.Http.Headers;
using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Findings;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations.Findings;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Operations;

/// <summary>Proposals go out as a file and come back with findings: previewed, stated once by the person who sent it, however often it is sent.</summary>
public sealed class FindingsTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string SampleC = "CM26-0000103";
    private const string By = "AdministrativeDirector:desk-1";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_file_of_findings_is_the_findings_that_it_says_once_and_by_who_sent_it()
    {
        const string unsigned = "CM26-2140101";
        const string partial = "CM26-2140102";
        const string later = "CM26-2140103";
        await _app.UploadSampleAsync(SampleC, unsigned);
        await _app.UploadSampleAsync(ReviewActs.SampleB, partial, change: ReviewChanges.WithApprovedItem);
        await _app.UploadSampleAsync(SampleC, later);
        await _app.UntilNotedAsync(unsigned, "Proposed:Ineligible");
        await _app.UntilNotedAsync(partial, "Proposed:Eligible");
        await _app.UntilNotedAsync(later, "Proposed:Ineligible");

        var rows = await RowsAsync();
        var columns = rows[0].Split(',');
        columns[^3..].ShouldBe(["finding", "reasonCodes", "note"]);
        rows.Count(r => r.StartsWith(partial, StringComparison.Ordinal)).ShouldBe(2, "an item a row");
        rows.Single(r => r.StartsWith(unsigned, StringComparison.Ordinal)).ShouldContain(",Ineligible,INEL_UNSIGNED,");
        var file = Filled(rows, new()
        {
            [$"{unsigned},1"] = "Ineligible,INEL_UNSIGNED,\"Refile, signed.\"",
            [$"{partial},1"] = "Eligible,,",
            [$"{partial},{ReviewChanges.SecondItem}"] = "Ineligible,INEL_NOT_UR_MODIFY_DENY,",
        });

        var preview = await SendAsync("/api/findings/preview", file);
        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Text);
        preview.Json["cases"]!.AsArray().Select(c => ((string?)c!["caseNumber"], (string?)c["outcome"])).ShouldBe([(unsigned, "Ineligible"), (partial, "Eligible")], ignoreOrder: true);
        preview.Json["left"]!.AsArray().Select(c => (string?)c!["caseNumber"]).ShouldBe([later]);
        (await _app.FactsAsync(Key(unsigned), FactKind.AdFinding)).ShouldBeEmpty("a preview stores nothing");

        var id = (string)preview.Json["previewId"]!;
        var started = await SendAsync("/api/findings?previewId=" + id, file);
        started.Status.ShouldBe(HttpStatusCode.Accepted, started.Text);
        var report = await _app.UntilAsync(ReviewActs.Director, "/api/findings/" + id, r => r["doneAt"] is not null);
        report["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).ShouldAllBe(o => o == "Done");
        await _app.ShouldBeClosedWithoutLetterAsync(unsigned, "Ineligible");
        await _app.UntilOfferedAsync(partial);

        // Sent again: answered as the first was. Previewed again: nothing is left to do.
        (await SendAsync("/api/findings?previewId=" + id, file)).Text.ShouldBe(started.Text);
        (await SendAsync("/api/findings?previewId=" + id, file, "dev.ad.desk-2")).Status.ShouldBe(HttpStatusCode.Conflict);
        var again = (await SendAsync("/api/findings/preview", file)).Json;
        again["cases"]!.AsArray().ShouldBeEmpty();
        again["left"]!.AsArray().Count.ShouldBe(3);
        var fact = (await _app.FactsAsync(Key(unsigned), FactKind.AdFinding)).ShouldHaveSingleItem();
        fact.By.ShouldBe("AdministrativeDirector:desk-1");
        var finding = fact.Read<AdFinding>();
        (finding.Outcome, finding.FoundBy, finding.Note).ShouldBe((EligibilityOutcome.Ineligible, "AdministrativeDirector:desk-1", "Refile, signed."));
        (await _app.FactsAsync(Key(partial), FactKind.AdFinding)).ShouldHaveSingleItem().Read<AdFinding>().IneligibleItems!.ShouldHaveSingleItem().ItemId.ShouldBe(ReviewChanges.SecondItem);
    }

    [Fact]
    public async Task Every_problem_of_a_file_is_listed_with_row_and_column_and_nothing_is_stored()
    {
        const string unsigned = "CM26-2140201";
        const string partial = "CM26-2140202";
        await _app.UploadSampleAsync(SampleC, unsigned);
        await _app.UploadSampleAsync(ReviewActs.SampleB, partial, change: ReviewChanges.WithApprovedItem);
        await _app.UntilNotedAsync(unsigned, "Proposed:Ineligible");
        await _app.UntilNotedAsync(partial, "Proposed:Eligible");
        var proposal = (await RowsAsync()).Single(r => r.StartsWith(unsigned, StringComparison.Ordinal)).Split(',')[5];
        var of = (await RowsAsync()).First(r => r.StartsWith(partial, StringComparison.Ordinal)).Split(',')[5];
        var file = $"""
            caseNumber,item,proposal,finding,reasonCodes,note
            {unsigned},1,{proposal},Ineligible,,
            {partial},1,{of},Maybe,,
            {partial},nine,{of},Eligible,,
            CM26-2149999,1,x,Eligible,,
            not-a-case,1,x,Eligible,,
            """;

        var refused = await SendAsync("/api/findings/preview", file);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        var paths = refused.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ToList();
        foreach (var path in new[] { "row 2, column reasonCodes", "row 3, column finding", "row 4, column item", "row 5, column caseNumber", "row 6, column caseNumber" })
            paths.ShouldContain(path, refused.Text);

        // Made from another proposal; by no person; some items without a finding; a reason of no rule.
        (await SendAsync("/api/findings/preview", Rows($"{unsigned},1,0000000000000000,Ineligible,INEL_UNSIGNED,"))).Text.ShouldContain("row 2, column proposal");
        (await SendAsync("/api/findings/preview", Rows($"{unsigned},1,{proposal},Ineligible,INEL_UNSIGNED,"), "dev.ad.system-1")).Text.ShouldContain("named person");
        (await SendAsync("/api/findings/preview", Rows($"{partial},1,{of},Eligible,,", $"{partial},{ReviewChanges.SecondItem},{of},,,"))).Text.ShouldContain("row 3, column finding");
        (await SendAsync("/api/findings/preview", Rows($"{unsigned},1,{proposal},Ineligible,INEL_INVENTED,"))).Text.ShouldContain("row 2, column reasonCodes");
        (await SendAsync("/api/findings?previewId=" + new string('0', 32), Rows($"{unsigned},1,{proposal},Ineligible,INEL_UNSIGNED,"))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync("/api/findings", Rows($"{unsigned},1,{proposal},Ineligible,INEL_UNSIGNED,"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var other in new[] { ReviewActs.Operator, "dev.intake.desk-1", "dev.auditor.a-1" })
            (await SendAsync("/api/findings/preview", Rows($"{unsigned},1,{proposal},Eligible,,"), other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _app.FactsAsync(Key(unsigned), FactKind.AdFinding)).ShouldBeEmpty();
        (await _app.FactsAsync(Key(partial), FactKind.AdFinding)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_was_found_on_after_the_preview_is_left_alone()
    {
        const string number = "CM26-2140301";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        var file = Filled(await RowsAsync(), new() { [$"{number},1"] = "Ineligible,INEL_UNSIGNED," });
        var id = (string)(await SendAsync("/api/findings/preview", file)).Json["previewId"]!;
        await _app.FindAsync(number, "Eligible");
        await _app.UntilOfferedAsync(number);
        (await SendAsync("/api/findings?previewId=" + id, file)).Status.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await _app.CaseAsync(number))["outcome"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_case_that_was_told_before_a_crash_is_not_told_again()
    {
        const string told = "CM26-2140501";
        const string other = "CM26-2140502";
        foreach (var number in new[] { told, other })
        {
            await _app.UploadSampleAsync(SampleC, number);
            await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        }

        var file = Filled(await RowsAsync(), new() { [$"{told},1"] = "Ineligible,INEL_UNSIGNED,", [$"{other},1"] = "Ineligible,INEL_UNSIGNED," });
        using var reader = new StringReader(file);
        var plan = await _app.Get<FindingsPlanner>().PlanAsync(FindingsFile.Read(reader), By, default);
        var id = plan.Preview!.PreviewId;
        var one = plan.Request!.Cases.Single(c => c.CaseNumber.Value == told);
        // As if the process had died after the first fact.
        var fact = new FactToWrite<AdFinding>(Key(told), FactKind.AdFinding, one.Attempt, "findings-" + id, By, _app.Clock.GetUtcNow(), one.Finding) { RequestHash = "h", OnlyOne = true };
        await _app.Get<FactPost>().PostAsync(_app.Engine, fact, default);
        await _app.ShouldBeClosedWithoutLetterAsync(told, "Ineligible");
        var operation = new Operation(1, id, OperationKind.Findings, By, _app.Clock.GetUtcNow(), "h", ImrJson.Write(plan.Request), null, null);
        await _app.Get<OperationLedger>().StartAsync(operation, [.. plan.Request.Cases.Select(c => new OperationCase(c.CaseNumber, c.Attempt, null, null, null))], default);

        var report = await _app.UntilAsync(ReviewActs.Director, "/api/findings/" + id, r => r["doneAt"] is not null);
        report["cases"]!.AsArray().Select(c => (string?)c!["outcome"]).ShouldBe(["Done", "Done"]);
        await _app.ShouldBeClosedWithoutLetterAsync(other, "Ineligible");
        (await _app.FactsAsync(Key(told), FactKind.AdFinding)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Each_case_shows_operators_its_fee_and_an_amount_that_was_not_found_is_absent()
    {
        const string number = "CM26-2140401";
        await _app.UploadSampleAsync(SampleC, number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        var fee = (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{number}/fee")).Json;
        ((string?)fee["periodId"], (bool?)fee["expected"], (string?)fee["status"]).ShouldBe(("FEE2026", true, "Draft"));
        fee["amount"].ShouldBeNull();
        ((string?)fee["unknown"]).ShouldNotBeNull();
        (await _app.GetAsync("dev.applicant." + number, $"/api/cases/{number}/fee")).Status.ShouldBe(HttpStatusCode.NotFound);

        await _app.WithdrawAsync(number);
        await _app.UntilStageAsync(number, "Closed");
        ((string?)(await _app.GetAsync(ReviewActs.Operator, $"/api/cases/{number}/fee")).Json["end"]).ShouldBe("NeverAssigned");
    }

    private static ReviewKey Key(string number) => new(CaseNumber.Parse(number), 1);

    private static string Rows(params string[] rows) => "caseNumber,item,proposal,finding,reasonCodes,note\n" + string.Join('\n', rows) + "\n";

    /// <summary>The file as it went out, with findings in the rows of these cases and items; other cases' rows as other tests left them are taken out.</summary>
    private static string Filled(IReadOnlyList<string> rows, Dictionary<string, string> findings)
    {
        var cases = findings.Keys.Select(k => k.Split(',')[0]).Append("CM26-2140103").ToHashSet(StringComparer.Ordinal);
        return string.Join("\r\n", rows.Where((r, n) => n == 0 || cases.Contains(r.Split(',')[0])).Select((r, n) =>
            n > 0 && findings.FirstOrDefault(f => r.StartsWith(f.Key + ",", StringComparison.Ordinal)) is { Key: not null } found ? r[..^2] + found.Value : r));
    }

    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        var answer = await _app.GetAsync(ReviewActs.Director, "/api/findings");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        return answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<Answer> SendAsync(string path, string file, string token = ReviewActs.Director)
    {
        using var content = new StringContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await _app.SendAsync(HttpMethod.Post, token, path, content);
    }
}
