using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Intake;

/// <summary>What intake could not take is listed with every problem, and a person or a corrected file resolves it. Nothing is deleted.</summary>
public sealed class QuarantineTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task Several_rejected_files_and_then_the_right_one_over_HTTP_keep_the_first_arrival_and_are_released()
    {
        const string number = "CM26-0007101";
        await PutAsync(number, Bad("first"));
        await App.UntilStageAsync(number, "Rejected");
        var first = (await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default)).FirstArrival;
        await PutAsync(number, Bad("second"));
        await ListedAsync(number, 2);
        await PutAsync(number, Bad("second"));
        await PutAsync(number, await GoodAsync(number));
        await App.UntilStageAsync(number, "EligibilityReview");

        (await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default)).FirstArrival.ShouldBe(first);
        await ListedAsync(number, 0);
        var resolved = (await EntriesAsync("?state=Resolved&limit=200")).Where(e => (string?)e["folder"] == number).ToList();
        resolved.Count.ShouldBe(2);
        foreach (var entry in resolved)
        {
            var read = (await App.GetAsync(Operator, Address(entry))).Json;
            ((string?)read["resolution"]!["action"], (string?)read["resolution"]!["by"], (string?)read["resolution"]!["caseNumber"]).ShouldBe(("Release", "system:corrected", number));
            (await App.GetAsync(Operator, Address(entry) + "/upload")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Staff_is_told_what_was_found_and_a_party_is_not_and_the_log_never()
    {
        const string number = "CM26-0007102";
        await App.UploadAsync(number + "/application.json", Bad("Philippa-Nakagawa"));
        var staff = await App.UntilStageAsync(number, "Rejected");
        staff["problems"]!.AsArray().Select(p => (string?)p!["found"]).ShouldContain("Philippa-Nakagawa");
        (await App.GetAsync(Operator, $"/api/cases/{number}/status")).Text.ShouldContain("Philippa-Nakagawa");
        foreach (var path in new[] { $"/api/cases/{number}", $"/api/cases/{number}/status" })
        {
            var party = await App.GetAsync("dev.applicant." + number, path);
            party.Json["problems"]!.AsArray().ShouldNotBeEmpty();
            party.Text.ShouldNotContain("Philippa-Nakagawa");
        }

        var entry = (await ListedAsync(number, 1))[0];
        ((int)entry["problems"]!).ShouldBeGreaterThan(5);
        var read = (await App.GetAsync("dev.intake.i-1", Address(entry))).Json;
        read["problems"]!.AsArray().Count.ShouldBe((int)entry["problems"]!);
        read["problems"]!.AsArray().ShouldContain(p => (string?)p!["found"] == "Philippa-Nakagawa" && (string?)p["path"] == "$.priority");
        App.Log.All.ShouldAllBe(l => !l.Contains("Philippa-Nakagawa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misplaced_application_that_is_assigned_becomes_the_case_with_its_first_arrival()
    {
        const string number = "CM26-0007103";
        var content = await GoodAsync(number);
        await App.UploadAsync("inbox of the desk/application.json", content);
        var arrived = (await App.Storage.CaseFiles.GetBlobClient("inbox of the desk/application.json").GetPropertiesAsync()).Value.LastModified;
        var address = $"/api/quarantine/_unnumbered/{ContentHash.Of(content)}";
        await UntilAsync(address);
        var body = new { action = "Assign", caseNumber = number, reason = "The number stands in the file." };
        var first = await App.StateAsync(Operator, address + "/resolution", body);
        first.Status.ShouldBe(HttpStatusCode.OK);
        await App.UntilStageAsync(number, "EligibilityReview");
        (await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse(number), default)).FirstArrival.ShouldBe(arrived);

        var again = await App.StateAsync(Operator, address + "/resolution", body);
        again.Text.ShouldBe(first.Text);
        (await App.StateAsync(Operator, address + "/resolution", new { action = "Dismiss", reason = "No." })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await App.Storage.CaseFiles.GetBlobClient("inbox of the desk/application.json").ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task A_resolution_whose_caller_died_is_finished_by_the_repeat()
    {
        const string number = "CM26-0007104";
        var content = "A stray report of CM26-0007104"u8.ToArray();
        await App.UploadAsync("stray/application.json", content);
        var hash = ContentHash.Of(content);
        var address = $"/api/quarantine/_unnumbered/{hash}";
        await UntilAsync(address);
        var stated = new QuarantineResolution(1, QuarantineAction.Assign, CaseNumber.Parse(number), "report.txt", "It is hers.", "Operator:op-1", App.Clock.GetUtcNow());
        await App.Get<Quarantine>().ResolveAsync("_unnumbered", hash, stated, default);
        (await App.Storage.CaseFiles.GetBlobClient(number + "/documents/report.txt").ExistsAsync()).Value.ShouldBeFalse();
        (await EntriesAsync("?limit=200")).ShouldContain(e => (string?)e["sha256"] == hash.Value);

        (await App.StateAsync(Operator, address + "/resolution", new { action = "Assign", caseNumber = number, document = "report.txt", reason = "It is hers." })).Status.ShouldBe(HttpStatusCode.OK);

        (await App.Storage.CaseFiles.GetBlobClient(number + "/documents/report.txt").DownloadContentAsync()).Value.Content.ToArray().ShouldBe(content);
        (await EntriesAsync("?limit=200")).ShouldNotContain(e => (string?)e["sha256"] == hash.Value);
    }

    [Fact]
    public async Task A_corrected_file_whose_look_died_before_the_release_releases_when_it_is_looked_at_again()
    {
        const string number = "CM26-0007105";
        var bad = Bad("x");
        await App.UploadAsync(number + "/application.json", bad);
        await App.UntilStageAsync(number, "Rejected");
        await App.UploadAsync(number + "/application.json", await GoodAsync(number));
        await App.UntilStageAsync(number, "EligibilityReview");
        await ListedAsync(number, 0);
        // As if it had died there.
        await App.Storage.Quarantine.GetBlobClient($"{number}/{ContentHash.Of(bad)}/resolution.json").DeleteAsync();
        await App.Get<Quarantine>().ListAsync(number, ContentHash.Of(bad), default);
        await ListedAsync(number, 1);

        await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, number + "/application.json", default);

        await ListedAsync(number, 0);
    }

    [Fact]
    public async Task Large_strays_are_two_entries_and_are_assigned_from_where_they_are()
    {
        const string number = "CM26-0007106";
        var (one, two) = (Large(1), Large(2));
        await App.UploadAsync("large/one/application.json", one);
        await App.UploadAsync("large/two/application.json", two);
        foreach (var content in new[] { one, two })
            await UntilAsync($"/api/quarantine/_unnumbered/{ContentHash.Of(content)}");
        var address = $"/api/quarantine/_unnumbered/{ContentHash.Of(two)}";
        ((bool)(await App.GetAsync(Operator, address)).Json["elsewhere"]!).ShouldBeTrue();
        (await App.GetAsync(Operator, address + "/upload")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await App.StateAsync(Operator, address + "/resolution", new { action = "Assign", caseNumber = number, document = "two.pdf", reason = "Scanned for this case." })).Status.ShouldBe(HttpStatusCode.OK);

        ContentHash.Of((await App.Storage.CaseFiles.GetBlobClient(number + "/documents/two.pdf").DownloadContentAsync()).Value.Content.ToArray()).ShouldBe(ContentHash.Of(two));
    }

    [Fact]
    public async Task A_resolution_says_what_is_needed_and_what_is_possible()
    {
        var content = "Nobody knows this."u8.ToArray();
        await App.UploadAsync("odd/place/application.json", content);
        var address = $"/api/quarantine/_unnumbered/{ContentHash.Of(content)}/resolution";
        await UntilAsync(address[..^"/resolution".Length]);
        await TellsAsync(new { }, "$.action", "$.reason");
        await TellsAsync(new { action = "Release", reason = "r" }, "$.caseNumber");
        await TellsAsync(new { action = "Assign", reason = "r", document = "a/b" }, "$.caseNumber", "$.document");
        await TellsAsync(new { action = "Dismiss", reason = "r", caseNumber = "CM26-0007107", document = "a" }, "$.caseNumber", "$.document");
        (await App.StateAsync(Operator, address, new { action = "Release", reason = "r", caseNumber = "CM26-0007107" })).Status.ShouldBe(HttpStatusCode.Conflict);
        await App.UploadAsync("CM26-0007107/documents/taken.txt", "taken"u8.ToArray());
        (await App.StateAsync(Operator, address, new { action = "Assign", reason = "r", caseNumber = "CM26-0007107", document = "taken.txt" })).Status.ShouldBe(HttpStatusCode.Conflict);
        foreach (var token in new[] { "dev.claims.c-1.CA-REDWOOD", "dev.auditor.a-1", "dev.reviewer.r-1" })
            (await App.StateAsync(token, address, new { action = "Dismiss", reason = "r" })).Status.ShouldBe(HttpStatusCode.NotFound);

        var dismissed = await App.StateAsync(Operator, address, new { action = "Dismiss", reason = "A test of the scanner." });
        ((string?)dismissed.Json["resolution"]!["by"], (string?)dismissed.Json["resolution"]!["reason"]).ShouldBe(("Operator:op-1", "A test of the scanner."));
        (await App.GetAsync(Operator, "/api/quarantine/_unnumbered/" + new string('0', 64))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await App.GetAsync(Operator, "/api/quarantine/elsewhere/" + ContentHash.Of(content))).Status.ShouldBe(HttpStatusCode.NotFound);

        async Task TellsAsync(object body, params string[] paths)
        {
            var answer = await App.StateAsync(Operator, address, body);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            answer.Json["errors"]!.AsArray().Select(e => (string)e!["path"]!).ShouldBe(paths);
        }
    }

    [Fact]
    public async Task What_an_earlier_program_kept_is_listed_page_by_page_the_oldest_first_and_watched()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *" } });
        var now = app.Clock.GetUtcNow();
        for (var n = 0; n < 5; n++)
        {
            var content = Encoding.UTF8.GetBytes($"kept {n}");
            var entry = new QuarantineEntry(1, "UnknownPlace", $"odd/{n}", ContentHash.Of(content), now.AddHours(-10 * ((n * 2 % 5) + 1)), [new ApplicationProblem("$", "Not a place.", "A place.")]);
            await app.Storage.Quarantine.CreateJsonAsync($"{(n == 4 ? "CM26-0007108" : "_unnumbered")}/{entry.Sha256}/reason.json", entry, default);
        }

        var pages = new List<string>();
        string? next = null;
        do
        {
            var page = (await app.GetAsync(Operator, "/api/quarantine?limit=2" + (next is null ? "" : "&continuation=" + Uri.EscapeDataString(next)))).Json;
            pages.Add(string.Join(' ', page["entries"]!.AsArray().Select(e => $"{(string?)e!["uploadedAs"]}:{(int)(double)e["ageHours"]!}")));
            next = (string?)page["continuation"];
        }
        while (next is not null);
        pages.ShouldBe(["odd/2:50 odd/4:40", "odd/1:30 odd/3:20", "odd/0:10"]);
        (await app.GetAsync(Operator, "/api/quarantine?limit=0&state=Lost&continuation=x")).Json["errors"]!.AsArray().Count.ShouldBe(3);

        app.Clock.Advance(TimeSpan.FromHours(30));
        var watch = (await app.GetAsync(Operator, "/api/watch")).Json;
        var oldest = watch["oldest"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)oldest["place"], oldest["caseNumber"], Math.Round((double)oldest["ageHours"]!)).ShouldBe(("Quarantine", null, 80));
        watch["alerts"]!.AsArray().Select(a => ((string?)a!["severity"], (string?)a["who"], (int)a["cases"]!)).ShouldBe([("Warning", "Intake", 5), ("Critical", "Operator", 1)]);
    }

    private static byte[] Bad(string priority) => Encoding.UTF8.GetBytes($$"""{"schemaVersion":1,"priority":"{{priority}}"}""");

    private static byte[] Large(byte fill)
    {
        var bytes = new byte[RecordCopier.MaxTextBytes + 1];
        Array.Fill(bytes, fill);
        return bytes;
    }

    private static string Address(JsonNode entry) => $"/api/quarantine/{entry["folder"]}/{entry["sha256"]}";

    private static async Task<byte[]> GoodAsync(string number)
    {
        var application = JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("samples", "cases", "CM26-0000103", "application.json")))!.AsObject();
        application["caseNumber"] = number;
        application["documents"] = new JsonArray();
        return Encoding.UTF8.GetBytes(application.ToJsonString());
    }

    private async Task PutAsync(string number, byte[] application)
    {
        using var content = new ByteArrayContent(application);
        (await App.SendAsync(HttpMethod.Put, "dev.intake.i-1", $"/api/cases/{number}/application", content)).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<List<JsonNode>> EntriesAsync(string query)
        => [.. (await App.GetAsync(Operator, "/api/quarantine" + query)).Json["entries"]!.AsArray().Select(e => e!)];

    /// <summary>The open entries of a case, when there are so many.</summary>
    private async Task<List<JsonNode>> ListedAsync(string folder, int count)
        => [.. Of(await App.UntilAsync(Operator, "/api/quarantine?limit=200", p => Of(p, folder).Count() == count), folder)];

    private static IEnumerable<JsonNode> Of(JsonObject page, string folder) => page["entries"]!.AsArray().Where(e => (string?)e!["folder"] == folder).Select(e => e!);

    private async Task UntilAsync(string address) => await App.UntilAsync(Operator, address, e => e["reason"] is not null);
}
