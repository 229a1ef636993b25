using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Testing;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Intake;

/// <summary>One intake path: what is uploaded is copied by its hash, stated once, and a bad file is shown and kept.</summary>
public sealed class UploadTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";
    private static readonly JsonObject Signature = new() { ["signedBy"] = "InjuredWorker", ["name"] = "Philippa Nakagawa-Reyes", ["signedOn"] = "2026-09-15" };

    private TestApp App => shared.App;

    [Fact]
    public async Task Records_are_kept_by_hash_and_the_same_content_under_two_names_is_one_record()
    {
        var rfa = await File.ReadAllBytesAsync(RepoRoot.Combine("samples", "cases", "CM26-0000103", "documents", "rfa-2026-08-18.txt"));
        await App.UploadAsync("CM26-0007001/documents/again.txt", rfa);
        var review = await WaitingAsync("CM26-0007001");

        var listed = await App.Get<DocumentStore>().ListAsync(review, default);
        listed.Count.ShouldBe(7);
        foreach (var document in listed)
            ContentHash.Of((await App.Storage.Records.GetBlobClient($"CM26-0007001/{document.Sha256}").DownloadContentAsync()).Value.Content.ToMemory().Span).ShouldBe(document.Sha256);
    }

    [Fact]
    public async Task A_record_that_comes_later_is_stated_once_and_its_copy_wakes_nobody()
    {
        var review = await WaitingAsync("CM26-0007002");
        await App.UploadAsync("CM26-0007002/documents/late.txt", "A later report."u8.ToArray());
        await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, "CM26-0007002/documents/late.txt", default);
        var hash = ContentHash.Of("A later report."u8);
        (await StatedAsync(review, hash)).ShouldHaveSingleItem();
        (await App.Get<DocumentStore>().ListAsync(review, default)).ShouldContain(d => d.Sha256.Equals(hash) && d.Name == "late.txt");

        await App.UploadAsync("CM26-0007002/documents/late-copy.txt", "A later report."u8.ToArray());
        await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, "CM26-0007002/documents/late-copy.txt", default);
        await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, "CM26-0007002/documents/late.txt", default);
        (await StatedAsync(review, hash)).ShouldHaveSingleItem();
        (await App.Get<DocumentStore>().ListAsync(review, default)).Where(d => d.Sha256.Equals(hash)).ShouldHaveSingleItem().Name.ShouldBe("late.txt");
        await App.UntilConsumedAsync(review);
    }

    [Fact]
    public async Task A_record_of_a_case_that_is_closed_goes_to_the_tray()
    {
        var registered = await RegisteredCase.AddAsync(App, "CM26-0007003");
        await App.Storage.Cases.UpsertEntityAsync(new TableEntity("CM26-0007003", "case") { ["End"] = "Issued", ["ApplicationHash"] = ContentHash.Of("x"u8).Value }, TableUpdateMode.Merge);
        await App.UploadAsync("CM26-0007003/documents/late.txt", "late"u8.ToArray());
        await App.UntilAsync(Operator, "/api/tray?reason=CaseClosed", t => t["items"]!.AsArray().Any(i => (string?)i!["caseNumber"] == "CM26-0007003"));
        (await App.Get<DocumentStore>().ListAsync(registered.Review, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_application_is_kept_and_shown_and_its_correction_keeps_the_first_arrival()
    {
        var first = await RejectedAsync("CM26-0007004", """{"schemaVersion":1}""");
        var shown = await App.GetAsync(Operator, "/api/cases/CM26-0007004");
        shown.Json["problems"]!.AsArray().Count.ShouldBeGreaterThan(3);
        (await ReasonAsync("CM26-0007004", """{"schemaVersion":1}"""u8.ToArray())).ShouldBe("BadApplication");

        // Another bad file, again and again until the storage's clock (in seconds) has moved on.
        var blob = App.Storage.CaseFiles.GetBlobClient("CM26-0007004/application.json");
        for (var n = 0; (await blob.GetPropertiesAsync()).Value.LastModified <= first; n++)
            await App.UploadAsync("CM26-0007004/application.json", System.Text.Encoding.UTF8.GetBytes($$"""{"again":{{n}}}"""));
        await App.Get<CaseRegister>().UntilAsync("CM26-0007004", r => r.Problems.Count > 0 && r.StageSeq > 1);
        (await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse("CM26-0007004"), default)).FirstArrival.ShouldBe(first);

        await WaitingAsync("CM26-0007004");
        var record = await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse("CM26-0007004"), default);
        record.FirstArrival.ShouldBe(first);
        record.Problems.ShouldBeEmpty();
        (await App.GetAsync(Operator, "/api/cases?stage=Rejected&limit=200")).Text.ShouldNotContain("CM26-0007004");
    }

    [Theory]
    [InlineData("not-a-number/application.json", "_unnumbered")]
    [InlineData("CM26-0007005/other/application.json", "CM26-0007005")]
    public async Task An_application_in_no_case_s_place_is_quarantined_and_not_deleted(string name, string folder)
    {
        var content = System.Text.Encoding.UTF8.GetBytes("stray " + name);
        await App.UploadAsync(name, content);
        (await ReasonAsync(folder, content)).ShouldBe("UnknownPlace");
        (await App.Storage.CaseFiles.GetBlobClient(name).ExistsAsync()).Value.ShouldBeTrue();
    }

    [Theory]
    [InlineData("loose.txt", null)]
    [InlineData("CM26-0007005/other/place.txt", "CM26-0007005")]
    public async Task A_document_in_no_case_s_place_goes_to_the_tray_and_is_not_deleted(string name, string? number)
    {
        var content = System.Text.Encoding.UTF8.GetBytes("stray " + name);
        await App.UploadAsync(name, content);
        var listed = await App.UntilAsync(Operator, "/api/tray?reason=UnknownPlace", t => t["items"]!.AsArray().Any(i => (string?)i!["sha256"] == ContentHash.Of(content).Value));
        var item = listed["items"]!.AsArray().Single(i => (string?)i!["sha256"] == ContentHash.Of(content).Value)!;
        ((string?)item["caseNumber"]).ShouldBe(number);
        var read = await App.GetAsync(Operator, $"/api/tray/{item["id"]}/content");
        read.Text.ShouldBe("stray " + name);
        read.Response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("sandbox");
        (await App.Storage.CaseFiles.GetBlobClient(name).ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_content_over_http_and_under_another_name_is_one_document()
    {
        var review = await WaitingAsync("CM26-0007012");
        await App.UploadAsync("CM26-0007012/documents/by-blob.txt", "One report."u8.ToArray());
        await App.UntilAsync(Operator, "/api/cases/CM26-0007012/documents", d => d.ToJsonString().Contains("by-blob.txt", StringComparison.Ordinal));
        foreach (var name in new[] { "by-http.txt", "by-http.txt", "again.txt" })
        {
            using var content = new ByteArrayContent("One report."u8.ToArray());
            ((int)(await App.SendAsync(HttpMethod.Put, "dev.intake.i-1", "/api/cases/CM26-0007012/documents/" + name, content)).Status).ShouldBeInRange(200, 201);
            await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, "CM26-0007012/documents/" + name, default);
        }

        (await App.Get<DocumentStore>().ListAsync(review, default)).Where(d => d.Sha256 == ContentHash.Of("One report."u8)).ShouldHaveSingleItem().Name.ShouldBe("by-blob.txt");
        await App.UntilConsumedAsync(review);
    }

    [Fact]
    public async Task A_body_that_says_no_length_and_is_too_large_is_413_with_the_limit_and_leaves_nothing()
    {
        using var endless = new StreamContent(new EndlessStream(UploadFunctions.MaxDocumentBytes + 1));
        using var client = App.As(Operator);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/cases/CM26-0007013/documents/huge.bin") { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("524288000");
        (await App.Storage.CaseFiles.NamesAsync("CM26-0007013/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_worker_s_application_under_a_number_in_use_is_set_aside_and_the_case_goes_on()
    {
        await WaitingAsync("CM26-0007006");
        var before = await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse("CM26-0007006"), default);
        var other = await ApplicationAsync("CM26-0000102", "CM26-0007006");
        await App.UploadAsync("CM26-0007006/application.json", other);
        (await ReasonAsync("CM26-0007006", other)).ShouldBe("NumberInUse");
        var after = await App.Get<CaseRegister>().GetAsync(CaseNumber.Parse("CM26-0007006"), default);
        (after.ApplicationHash, after.StageSeq, after.AmendmentPending).ShouldBe((before.ApplicationHash, before.StageSeq, false));
    }

    [Fact]
    public async Task A_correction_before_the_finding_replaces_the_application_and_a_later_one_needs_a_person()
    {
        await WaitingAsync("CM26-0007007");
        await App.UploadSampleAsync("CM26-0000103", "CM26-0007007", a => a["signature"] = Signature.DeepClone(), _ => false);
        var eligible = await App.UntilAsync(Operator, "/api/cases/CM26-0007007", c => (string?)c["eligibility"]?["outcome"] == "Eligible" && (bool?)c["eligibility"]!["final"] == true);
        eligible["timeline"]!.AsArray().ShouldNotContain(e => ((string?)e!["note"] ?? "").StartsWith("Found:", StringComparison.Ordinal));
        ((bool?)eligible["amendmentPending"]).ShouldNotBe(true);

        await App.UploadSampleAsync("CM26-0000103", "CM26-0007007", a => { a["signature"] = Signature.DeepClone(); a["employer"]!["name"] = "Channel Coast Linen"; }, _ => false);
        // The case's row may be read just before its newest entry is there: both are waited for.
        await App.UntilAsync(
            Operator, "/api/cases/CM26-0007007", c => (bool?)c["amendmentPending"] == true && c["timeline"]!.AsArray().Any(e => (string?)e!["note"] == "AmendmentPending"));
        (await App.Engine.GetInstanceAsync("CM26-0007007", false))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task The_same_application_twice_is_one_review()
    {
        var review = await WaitingAsync("CM26-0007008");
        var instance = await App.Engine.GetInstanceAsync(review.ToString(), false);
        var timeline = await App.Get<CaseRegister>().TimelineAsync(review.CaseNumber, default);
        await App.UploadSampleAsync("CM26-0000103", "CM26-0007008");
        for (var i = 0; i < 2; i++)
            await App.Get<IntakeDesk>().ReceiveAsync(App.Engine, "CM26-0007008/application.json", default);
        (await App.Engine.GetInstanceAsync(review.ToString(), false))!.CreatedAt.ShouldBe(instance!.CreatedAt);
        (await App.Get<CaseRegister>().TimelineAsync(review.CaseNumber, default)).ShouldBe(timeline);
        (await App.FactsAsync(review, FactKind.Application)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_sent_over_http_is_the_same_as_what_is_uploaded()
    {
        var byBlob = await WaitingAsync("CM26-0007009");
        var allocated = (await App.StateAsync("dev.intake.i-1", "/api/cases", new { })).Json;
        var number = (string)allocated["caseNumber"]!;
        foreach (var file in Directory.EnumerateFiles(RepoRoot.Combine("samples", "cases", "CM26-0000103", "documents")))
        {
            foreach (var status in new[] { HttpStatusCode.Created, HttpStatusCode.OK })
            {
                using var document = new ByteArrayContent(await File.ReadAllBytesAsync(file));
                (await App.SendAsync(HttpMethod.Put, "dev.intake.i-1", $"/api/cases/{number}/documents/{Path.GetFileName(file)}", document)).Status.ShouldBe(status);
            }
        }

        using var application = new ByteArrayContent(await ApplicationAsync("CM26-0000103", number));
        var put = await App.SendAsync(HttpMethod.Put, "dev.intake.i-1", (string)allocated["application"]!, application);
        put.Status.ShouldBe(HttpStatusCode.Accepted);
        put.Response.Headers.Location!.ToString().ShouldBe($"/api/cases/{number}/status");
        put.Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));

        await App.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        var over = await App.GetAsync(Operator, $"/api/cases/{number}/documents");
        var blob = await App.GetAsync(Operator, $"/api/cases/{byBlob}/documents");
        ((string?)over.Json["recordsHash"]).ShouldBe((string?)blob.Json["recordsHash"]);
    }

    [Fact]
    public async Task Two_who_ask_for_a_number_get_two()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.StateAsync("dev.intake.i-1", "/api/cases", new { })));
        answers.Select(a => (string?)a.Json["caseNumber"]).ShouldBeUnique();
    }

    [Theory]
    [InlineData("a%5Cb.txt")]
    [InlineData("a%01b.txt")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x")]
    public async Task A_name_that_is_no_file_name_is_400(string name)
    {
        using var content = new StringContent("x");
        (await App.SendAsync(HttpMethod.Put, Operator, "/api/cases/CM26-0007010/documents/" + name, content)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await App.Storage.CaseFiles.NamesAsync("CM26-0007010/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_that_is_too_large_is_413_and_a_number_that_is_none_is_404()
    {
        using var large = new ByteArrayContent(new byte[ApplicationDesk.MaxBytes + 1]);
        (await App.SendAsync(HttpMethod.Put, Operator, "/api/cases/CM26-0007011/application", large)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var small = new StringContent("{}");
        (await App.SendAsync(HttpMethod.Put, Operator, "/api/cases/CM26-11/application", small)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_listed_record_that_is_missing_is_waited_for_until_the_settle_time_and_no_longer()
    {
        await using var app = await TestApp.StartAsync();
        await app.UploadSampleAsync("CM26-0000103", documents: name => !name.StartsWith("rfa", StringComparison.Ordinal));
        await app.UntilAsync(Operator, "/api/cases/CM26-0000103", c => (string?)c["stage"] == "Received");
        await app.UntilInstanceAsync("CM26-0000103", status => status.Contains("Document", StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        // An answer's timeline is read before its stage: the stage alone can be ahead of it.
        var settled = await app.UntilAsync(
            Operator, "/api/cases/CM26-0000103", c => c["timeline"]!.AsArray().Any(e => ((string?)e!["note"])?.StartsWith("Proposed:", StringComparison.Ordinal) == true));
        ((string?)settled["stage"]).ShouldBe("EligibilityReview");
    }

    private static async Task<byte[]> ApplicationAsync(string sample, string number)
    {
        var application = JsonNode.Parse(await File.ReadAllTextAsync(RepoRoot.Combine("samples", "cases", sample, "application.json")))!.AsObject();
        application["caseNumber"] = number;
        return System.Text.Encoding.UTF8.GetBytes(application.ToJsonString());
    }

    private async Task<ReviewKey> WaitingAsync(string number)
    {
        await App.UploadSampleAsync("CM26-0000103", number);
        await App.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        return ReviewKey.Parse(number);
    }

    private async Task<DateTimeOffset> RejectedAsync(string number, string application)
    {
        await App.UploadAsync(number + "/application.json", System.Text.Encoding.UTF8.GetBytes(application));
        var at = (await App.Storage.CaseFiles.GetBlobClient(number + "/application.json").GetPropertiesAsync()).Value.LastModified;
        await App.UntilStageAsync(number, "Rejected");
        return at;
    }

    private async Task<string> ReasonAsync(string folder, byte[] content)
    {
        var kept = App.Storage.Quarantine.GetBlobClient($"{folder}/{ContentHash.Of(content)}/reason.json");
        await kept.ShouldExistAsync();
        (await App.Storage.Quarantine.GetBlobClient($"{folder}/{ContentHash.Of(content)}/upload").DownloadContentAsync()).Value.Content.ToArray().ShouldBe(content);
        return (string)JsonNode.Parse((await kept.DownloadContentAsync()).Value.Content)!["reason"]!;
    }

    /// <summary>What was stated of one content: a record whose trigger came before the first step had listed it is stated too.</summary>
    private async Task<List<StoredFact>> StatedAsync(ReviewKey review, ContentHash content)
        => [.. (await App.FactsAsync(review, FactKind.Document)).Where(f => f.Read<DocumentArrived>().Sha256.Equals(content))];
}
