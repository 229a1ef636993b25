using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Regressions;

/// <summary>What an attack on the running app found, once each.</summary>
public sealed class AttackTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";

    private TestApp App => shared.App;

    [Fact]
    public async Task Bytes_of_a_letter_that_the_register_does_not_know_are_nobodys_letter()
    {
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009001");
        await App.UntilStageAsync("CM26-0009001", "EligibilityReview");
        await App.Storage.Letters.CreateAsync("CM26-0009001/r1/v1/final-determination.txt", "never issued"u8.ToArray(), "text/plain", default);
        (await App.GetAsync("dev.applicant.CM26-0009001", "/api/cases/CM26-0009001/letters/r1/v1/txt")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_release_that_was_decided_is_issued_whatever_arrives_between_the_tries()
    {
        var review = new PlayedReview(App, "CM26-0000102", "CM26-0009002");
        await review.ToReleaseAsync();
        // The step before a crash: the letter is decided on, the register does not say so yet.
        var closed = await ReleasedWithALateRecordAsync(review);
        ((string?)closed["outcome"]).ShouldBe("Issued");
        (await App.GetAsync("dev.applicant.CM26-0009002", "/api/cases/CM26-0009002/letters/r1/v1/txt")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"items":[{"itemId":"1","criteria":[{"text":"A sign of nerve damage.","outcome":"Met"}]}]}""", "$.items[0].decision")]
    [InlineData("""{"items":[{"itemId":"1","decision":"Upheld","criteria":[{"text":"A sign of nerve damage."}]}]}""", "$.items[0].criteria[0].outcome")]
    [InlineData("""{"items":[{"itemId":"1","decision":1,"criteria":[]}]}""", "$.items[0].decision")]
    [InlineData("""{"items":[{"itemId":"1","decision":"1","criteria":[]}]}""", "$.items[0].decision")]
    [InlineData("""{"items":[],"items":[]}""", "$")]
    public async Task What_a_reviewer_leaves_out_is_never_a_decision(string body, string path)
    {
        var review = await InReviewAsync();
        var answer = await App.SendAsync(HttpMethod.Post, review.ReviewerToken, $"/api/cases/{review.CaseNumber}/provisional", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Json["errors"]!.AsArray().ShouldContain(e => ((string?)e!["path"])!.StartsWith(path, StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task A_determination_without_a_decision_is_refused()
    {
        var review = await InReviewAsync();
        await review.StateProvisionalAsync();
        var body = new { clinicalCaseSummary = "Summary.", items = new[] { new { itemId = "1", rationale = "It is not medically necessary." } }, signedName = "Signed" };
        var answer = await App.StateAsync(review.ReviewerToken, $"/api/cases/{review.CaseNumber}/determination", body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().ShouldContain(e => (string?)e!["path"] == "$.items[0].decision");
    }

    [Fact]
    public async Task Of_two_decisions_at_once_the_second_is_told_so()
    {
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009003");
        await App.UntilAsync(Operator, "/api/cases/CM26-0009003", c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        var answers = await Task.WhenAll(
            App.StateAsync("dev.ad.desk-1", "/api/cases/CM26-0009003/ad-finding", new { outcome = "Ineligible", reasonCodes = new[] { "INEL_UNSIGNED" } }),
            App.StateAsync("dev.ad.desk-2", "/api/cases/CM26-0009003/ad-finding", new { outcome = "Deferred", reasonCodes = new[] { "INEL_UNSIGNED" } }));
        answers.Select(a => a.Status).ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task An_application_that_starts_with_a_byte_order_mark_is_reviewed()
    {
        var upload = await SampleAsync("CM26-0000103", "CM26-0009004");
        await App.UploadAsync("CM26-0009004/application.json", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(upload.ToJsonString())]);
        // Its documents have not come: it was read, and waits for them.
        await App.UntilInstanceAsync("CM26-0009004", s => s.Contains("Document", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_with_thousands_of_problems_is_rejected_and_shown()
    {
        var upload = await SampleAsync("CM26-0000103", "CM26-0009005");
        upload["documents"] = new JsonArray([.. Enumerable.Range(0, 2000).Select(n => new JsonObject { ["name"] = $"d{n}.txt", ["kind"] = "medicalReport" })]);
        await App.UploadAsync("CM26-0009005/application.json", Encoding.UTF8.GetBytes(upload.ToJsonString()));
        (await App.UntilStageAsync("CM26-0009005", "Rejected"))["problems"]!.AsArray().Count.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task The_largest_application_that_is_accepted_can_be_registered()
    {
        var upload = await SampleAsync("CM26-0000103", "CM26-0009006");
        var item = upload["disputedItems"]![0]!;
        upload["disputedItems"] = new JsonArray([.. Enumerable.Range(1, 90).Select(n =>
        {
            var one = item.DeepClone();
            one["id"] = $"{n}";
            return one;
        })]);
        await App.UploadAsync("CM26-0009006/application.json", Encoding.UTF8.GetBytes(upload.ToJsonString()));
        await App.UntilInstanceAsync("CM26-0009006", s => s.Contains("Document", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_corrected_application_corrects_what_a_document_is()
    {
        var urDecision = (string)(await SampleAsync("CM26-0000103", "CM26-0009007"))["documents"]!.AsArray().Single(d => (string?)d!["kind"] == "UrDecision")!["name"]!;
        void List(JsonObject application, string kind)
            => application["documents"]!.AsArray().Single(d => (string?)d!["name"] == urDecision)!["kind"] = kind;
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009007", a => List(a, "Other"));
        await App.UntilAsync(Operator, "/api/cases/CM26-0009007", c => c["eligibility"] is not null);
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009007", a => List(a, "UrDecision"));
        await App.Get<CaseRegister>().UntilAsync("CM26-0009007", r => r.Proposal is { } p && p.Reasons.All(x => x.Code == "INEL_UNSIGNED"));
        (await App.Get<DocumentStore>().ListAsync(Review("CM26-0009007"), default)).Single(d => d.Name == urDecision).Kind.ShouldBe(DocumentKind.UrDecision);
    }

    [Fact]
    public async Task A_deferred_case_takes_a_corrected_application()
    {
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009008");
        await App.UntilAsync(Operator, "/api/cases/CM26-0009008", c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        (await App.StateAsync("dev.ad.desk-1", "/api/cases/CM26-0009008/ad-finding", new { outcome = "Deferred", reasonCodes = new[] { "INEL_UNSIGNED" } })).Status.ShouldBe(HttpStatusCode.Accepted);
        await App.Get<CaseRegister>().UntilAsync("CM26-0009008", r => r.Eligibility == Imr.Core.Eligibility.EligibilityOutcome.Deferred);
        await App.UploadSampleAsync("CM26-0000103", "CM26-0009008", a => a["signature"] = new JsonObject { ["signedBy"] = "InjuredWorker", ["name"] = "Signed Later", ["signedOn"] = "2026-09-20" });
        var record = await App.Get<CaseRegister>().UntilAsync("CM26-0009008", r => r.Proposal is { Outcome: Imr.Core.Eligibility.EligibilityOutcome.Eligible });
        (record.AmendmentPending, record.Stage).ShouldBe((false, ReviewStage.EligibilityReview));
    }

    [Fact]
    public async Task Two_listed_names_of_one_content_are_both_there()
    {
        var listed = (string)(await SampleAsync("CM26-0000102", "CM26-0009009"))["documents"]!.AsArray().First(d => (string?)d!["kind"] == "MedicalReport")!["name"]!;
        var bytes = await File.ReadAllBytesAsync(Imr.Testing.RepoRoot.Combine("samples", "cases", "CM26-0000102", "documents", listed));
        await App.UploadAsync("CM26-0009009/documents/copy-of-report.txt", bytes);
        await App.UploadSampleAsync("CM26-0000102", "CM26-0009009", a => a["documents"]!.AsArray().Add(new JsonObject { ["name"] = "copy-of-report.txt", ["kind"] = "MedicalReport" }));
        await App.Get<CaseRegister>().UntilAsync("CM26-0009009", r => r.Offer is not null);
    }

    [Fact]
    public async Task Reconcile_takes_a_correction_that_no_trigger_took()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Settings = { ["LocalFunctions:BlobPollMilliseconds"] = "600000", ["Reconcile:GraceSeconds"] = "0", ["Reconcile:Schedule"] = "0 0 0 1 1 *" } });
        await app.UploadAsync("CM26-0009010/application.json", "{}"u8.ToArray());
        await app.Get<IntakeDesk>().ReceiveAsync(app.Engine, "CM26-0009010/application.json", default);
        // In the same second, and by a clock that is ahead of the storage's.
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.UploadSampleAsync("CM26-0000103", "CM26-0009010");
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        await app.UntilStageAsync("CM26-0009010", "EligibilityReview");
    }

    [Fact]
    public async Task The_reviewer_does_not_release_her_own_letter_under_another_spelling()
    {
        var review = new PlayedReview(App, "CM26-0000102", "CM26-0009011");
        await review.ToReleaseAsync();
        using var answer = await review.ReleaseAsync("dev.releaser." + review.Reviewer.ToLowerInvariant());
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static ReviewKey Review(string number) => new(CaseNumber.Parse(number), 1);

    private static async Task<JsonObject> SampleAsync(string sample, string number)
    {
        var application = JsonNode.Parse(await File.ReadAllTextAsync(Imr.Testing.RepoRoot.Combine("samples", "cases", sample, "application.json")))!.AsObject();
        application["caseNumber"] = number;
        return application;
    }

    private static int s_reviews;

    private async Task<PlayedReview> InReviewAsync()
    {
        var review = new PlayedReview(App, "CM26-0000102", $"CM26-00091{Interlocked.Increment(ref s_reviews):D2}");
        await review.ToClinicalReviewAsync();
        return review;
    }

    /// <summary>Keeps the decided letter as a first try would have, then lets a record arrive before the step runs.</summary>
    private async Task<JsonObject> ReleasedWithALateRecordAsync(PlayedReview review)
    {
        var snapshot = await App.Get<ImrFunctions.Cases.CaseSnapshots>().GetAsync(CaseNumber.Parse(review.CaseNumber), default);
        var draft = (await App.Get<ImrFunctions.Determination.DraftStore>().TryReadAsync(snapshot.Record.Review, 1, default))!;
        var day = Imr.Core.Deadlines.PacificTime.LegalDay(App.Clock.GetUtcNow());
        var letter = await App.Get<ImrFunctions.Letters.LetterFactory>().MakeAsync(snapshot, draft, day, default);
        await App.Get<ImrFunctions.Determination.DraftStore>().KeepLetterAsync(snapshot.Record.Review, 1, letter.Model, default);
        var late = new CaseDocument(ContentHash.Of("late"u8), DocumentKind.Other, "late.txt", App.Clock.GetUtcNow(), 1, true);
        await App.Storage.Cases.AddEntityAsync(DocumentStore.ToRow(snapshot.Record.Review, late));
        var release = new Imr.Core.Determinations.Release(1, "Releaser:md-1", letter.LetterHash, draft.RecordsHash);
        await App.Get<FactPost>().PostAsync(App.Engine, new FactToWrite<Imr.Core.Determinations.Release>(snapshot.Record.Review, FactKind.Release, 1, "first-try", "Releaser:md-1", App.Clock.GetUtcNow(), release), default);
        return await App.UntilStageAsync(review.CaseNumber, "Closed");
    }
}
