using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Evaluation;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Intake;

/// <summary>Seals, misfiled pages, pages of another person, late records: what is kept back is read by nobody and nothing rests on it.</summary>
public sealed class RecordControlTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string Intake = "dev.intake.i-1";
    private const string Auditor = "dev.auditor.aud-1";
    private const string Report = "progress-report-2026-08-12.txt";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_sealed_document_is_read_by_the_auditor_alone_and_who_read_it_before_is_named()
    {
        var play = await ReviewingAsync("CM26-7300001");
        var home = $"/api/cases/{play.CaseNumber}";
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, Report);
        (await _app.GetAsync(play.ReviewerToken, $"{home}/documents/{hash}")).Status.ShouldBe(HttpStatusCode.OK);
        var before = await HashAsync(play);
        var body = new { ground = "Privileged", reason = "A letter of counsel." };

        var sealing = await ActAsync(ReviewActs.Operator, $"{home}/documents/{hash}/seal", body, "seal-1");
        sealing.Status.ShouldBe(HttpStatusCode.OK, sealing.Text);
        sealing.Json["more"]!["readBefore"]!.AsArray().Select(r => (string?)r!["by"]).ShouldBe(["Reviewer:" + play.Reviewer]);
        (await ActAsync(ReviewActs.Operator, $"{home}/documents/{hash}/seal", body, "seal-1")).Json["actId"]!.GetValue<string>().ShouldBe("seal-1");

        foreach (var token in new[] { play.ReviewerToken, ReviewActs.Operator, ReviewActs.Releaser, ReviewActs.Director })
            (await _app.GetAsync(token, $"{home}/documents/{hash}")).Status.ShouldBe(HttpStatusCode.NotFound, token);
        (await _app.GetAsync(Auditor, $"{home}/documents/{hash}")).Status.ShouldBe(HttpStatusCode.OK);
        (await _app.GetAsync(play.ReviewerToken, home + "/documents")).Text.ShouldNotContain(hash);
        (await _app.GetAsync(play.ReviewerToken, home + "/review")).Text.ShouldNotContain(hash);
        (await _app.GetAsync(ReviewActs.Operator, home + "/documents")).Text.ShouldContain("Sealed");
        (await HashAsync(play)).ShouldNotBe(before);
        await QuotesShouldNotNameAsync(play, hash);

        // Whoever sealed it does not lift it.
        var lift = new { sealId = "seal-1", reason = "Counsel waived it." };
        (await ActAsync(ReviewActs.Operator, $"{home}/documents/{hash}/unseal", lift)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await ActAsync(ReviewActs.Director, $"{home}/documents/{hash}/unseal", lift)).Status.ShouldBe(HttpStatusCode.OK);
        (await _app.GetAsync(play.ReviewerToken, $"{home}/documents/{hash}")).Status.ShouldBe(HttpStatusCode.OK);
        (await HashAsync(play)).ShouldBe(before);

        var trail = (await _app.GetAsync(Auditor, $"{home}/documents/{hash}/trail")).Json;
        trail["acts"]!.AsArray().Select(a => ((string?)a!["what"], (string?)a["by"])).ShouldBe([("Seal", "Operator:op-1"), ("Unseal", "AdministrativeDirector:desk-1")]);
        trail["reads"]!.AsArray().Select(r => (string?)r!["by"]).ShouldBe(["Reviewer:" + play.Reviewer, "Auditor:aud-1"], ignoreOrder: true);
        trail["withholdings"]!.AsArray().ShouldHaveSingleItem()!["withholding"]!["liftedBy"]!.GetValue<string>().ShouldBe("AdministrativeDirector:desk-1");
    }

    [Fact]
    public async Task Of_a_document_with_sealed_pages_the_others_are_read_as_text()
    {
        var play = await ReviewingAsync("CM26-7300002", ("pages.txt", "Page one.\fA secret.\fPage three."));
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, "pages.txt");
        var path = $"/api/cases/{play.CaseNumber}/documents/{hash}";
        (await ActAsync(Intake, path + "/seal", new { pages = "2", ground = "Hiv", reason = "A test result." })).Status.ShouldBe(HttpStatusCode.OK);
        var read = await _app.GetAsync(play.ReviewerToken, path);
        read.Text.ShouldBe("Page one.\f[Page 2 is kept back.]\fPage three.");
        read.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await _app.GetAsync(Auditor, path)).Text.ShouldContain("A secret.");
        (await ActAsync(Intake, path + "/seal", new { pages = "7", ground = "Hiv", reason = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ActAsync(Intake, path + "/seal", new { pages = "1" })).Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldBe(["$.reason"]);
    }

    [Fact]
    public async Task A_seal_after_the_signature_sends_the_determination_back_to_the_reviewer()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-7300003");
        await play.ToReleaseAsync();
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, Report);
        (await ActAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/documents/{hash}/seal", new { ground = "OtherPerson", reason = "Another worker's." })).Status.ShouldBe(HttpStatusCode.OK);
        var back = await _app.UntilStageAsync(play.CaseNumber, "ClinicalReview");
        ReviewActs.Notes(back).ShouldContain("RecordsChanged");
        // Her own records changed: she is told.
        await _app.UntilAsync(play.ReviewerToken, "/api/notices", n => n["notices"]!.AsArray().Any(x => (string?)x!["kind"] == "RecordsChanged" && (string?)x["caseNumber"] == play.CaseNumber));
    }

    [Fact]
    public async Task Pages_that_name_another_person_bar_the_determination_until_a_person_settles_them()
    {
        var play = await ReviewingAsync("CM26-7300004", ("mixed.txt", "The knee is stable.\fPatient: Dorothea Lindqvist   DOB: 11/23/1954\nWeakness of the foot."));
        var home = $"/api/cases/{play.CaseNumber}";
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, "mixed.txt");
        await play.StateProvisionalAsync();

        using (var barred = await play.DetermineAsync(0))
        {
            barred.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var why = await barred.Content.ReadAsStringAsync();
            why.ShouldContain($"document {hash}, page 2");
            why.ShouldContain($"POST {home}/documents/{hash}/identity");
            why.ShouldNotContain("Lindqvist");
        }

        // Who decides does not see the page; who looks after the records does.
        (await _app.GetAsync(play.ReviewerToken, $"{home}/documents/{hash}")).Text.ShouldNotContain("Lindqvist");
        (await _app.GetAsync(Intake, $"{home}/documents/{hash}")).Text.ShouldContain("Lindqvist");
        await QuotesShouldNotNameAsync(play, hash, page: 2);
        var records = (await _app.GetAsync(Intake, home + "/records")).Json;
        records["openIdentities"]!.AsArray().ShouldHaveSingleItem()!["pages"]!.AsArray().Select(p => (string?)p).ShouldBe(["2"]);
        var item = (await _app.GetAsync(Intake, "/api/tray?reason=IdentityOpen&limit=200")).Json["items"]!.AsArray().Single(i => (string?)i!["caseNumber"] == play.CaseNumber)!;
        (await ActAsync(Intake, $"/api/tray/{item["id"]}/assign", new { caseNumber = play.CaseNumber, kind = "Other", reason = "x" })).Text.ShouldContain("/identity");

        var before = await HashAsync(play);
        var body = new { pages = "2", thisWorker = false, reason = "Another patient's page." };
        (await ActAsync(Intake, $"{home}/documents/{hash}/identity", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await ActAsync(Intake, $"{home}/documents/{hash}/identity", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await HashAsync(play)).ShouldNotBe(before);
        ((string?)(await _app.GetAsync(Intake, $"/api/tray/{item["id"]}")).Json["end"]!["kind"]).ShouldBe("Settled");
        (await _app.GetAsync(Intake, home + "/records")).Json["openIdentities"]!.AsArray().ShouldBeEmpty();
        using var taken = await play.DetermineAsync(0);
        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Pages_that_are_the_worker_s_after_all_count_and_the_set_of_records_stays()
    {
        var play = await ReviewingAsync("CM26-7300005", ("maiden.txt", "Patient: Dorothea Lindqvist\nShe married last year."));
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, "maiden.txt");
        var path = $"/api/cases/{play.CaseNumber}/documents/{hash}";
        var before = await HashAsync(play);
        (await ActAsync(ReviewActs.Operator, path + "/identity", new { thisWorker = true, reason = "Her maiden name; she brought the certificate." })).Status.ShouldBe(HttpStatusCode.OK);
        (await HashAsync(play)).ShouldBe(before);
        (await _app.GetAsync(play.ReviewerToken, path)).Text.ShouldContain("married");
        await play.StateProvisionalAsync();
        using var taken = await play.DetermineAsync(0);
        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Misfiled_pages_leave_the_wrong_case_and_stand_in_the_right_one()
    {
        var wrong = await ReviewingAsync("CM26-7300006", ("both.txt", "Hers.\fNot hers."));
        await _app.UploadSampleAsync("CM26-0000103", "CM26-7300007");
        await _app.UntilAsync(ReviewActs.Operator, "/api/cases/CM26-7300007", c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        var hash = await _app.UntilDocumentAsync(wrong.CaseNumber, "both.txt");
        var path = $"/api/cases/{wrong.CaseNumber}/documents/{hash}";
        var body = new { to = "CM26-7300007", pages = "2", reason = "The claim number is the other worker's." };

        var moved = await ActAsync(Intake, path + "/reassign", body);
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Text);
        (await ActAsync(Intake, path + "/reassign", body)).Json["more"]!.ToJsonString().ShouldBe(moved.Json["more"]!.ToJsonString());

        (await _app.GetAsync(wrong.ReviewerToken, path)).Text.ShouldBe("Hers.\f[Page 2 is kept back.]");
        var filed = (await _app.Get<DocumentStore>().ListAsync(ReviewKey.Parse("CM26-7300007"), default)).Single(d => d.Origin is not null);
        (filed.Sha256.Value, filed.Origin!.Parent!.Value).ShouldBe(((string)moved.Json["more"]!["document"]!, hash));
        (await _app.GetAsync(ReviewActs.Operator, $"/api/cases/CM26-7300007/documents/{filed.Sha256}")).Text.ShouldBe("Not hers.");
        // The other half, to the tray: whose it is nobody knows.
        var rest = await ActAsync(Intake, path + "/reassign", new { pages = "1", reason = "Nor is this." });
        var item = (await _app.GetAsync(Intake, $"/api/tray/{rest.Json["more"]!["trayItem"]}")).Json;
        ((string?)item["reason"], (string?)item["within"], item["end"]).ShouldBe(("Misfiled", "1", null));
        (await _app.GetAsync(wrong.ReviewerToken, path)).Status.ShouldBe(HttpStatusCode.NotFound);
        // Filed again where it was, it is what it was.
        (await ActAsync(Intake, $"/api/tray/{item["id"]}/assign", new { caseNumber = wrong.CaseNumber, kind = "MedicalReport", reason = "It was hers." })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_divided_document_stands_as_its_parts_each_with_its_kind()
    {
        var play = await ReviewingAsync("CM26-7300008", ("scan.txt", "RFA.\fReport one.\fReport two."));
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, "scan.txt");
        var path = $"/api/cases/{play.CaseNumber}/documents/{hash}";
        var body = new { parts = new object[] { new { pages = "1", kind = "RequestForAuthorization" }, new { pages = "2-3", kind = "MedicalReport", name = "report.txt" } }, reason = "One scan." };
        (await ActAsync(Intake, path + "/split", new { parts = new object[] { new { pages = "1" }, new { pages = "1-2" } }, reason = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var split = await ActAsync(Intake, path + "/split", body);
        split.Status.ShouldBe(HttpStatusCode.OK, split.Text);
        var listed = (await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/documents")).Json["documents"]!.AsArray();
        listed.ShouldNotContain(d => (string?)d!["sha256"] == hash);
        var part = listed.Single(d => (string?)d!["name"] == "report.txt")!;
        ((string?)part["kind"], (int?)part["pages"]).ShouldBe(("MedicalReport", 2));
        // The whole file may be read as long as nothing of it is kept back.
        (await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/documents/{part["sha256"]}")).Text.ShouldBe("RFA.\fReport one.\fReport two.");
        (await ActAsync(Intake, $"/api/cases/{play.CaseNumber}/documents/{part["sha256"]}/seal", new { pages = "1", ground = "Other", reason = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        (await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/documents/{part["sha256"]}")).Text.ShouldBe("[Page 1 is kept back.]\fReport two.");
    }

    [Fact]
    public async Task A_record_that_comes_late_is_marked_and_the_reviewer_is_told()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync();
        // Arrivals are stamped by storage, by its own clock: the records are closed well before the later one comes.
        app.Clock.Advance(TimeSpan.FromMinutes(-10));
        var play = new PlayedReview(app, ReviewActs.SampleB, "CM26-7300009");
        await play.ToClinicalReviewAsync();
        await app.UploadAsync($"{play.CaseNumber}/documents/found-later.txt", "A report that was found later."u8.ToArray());
        var hash = await app.UntilDocumentAsync(play.CaseNumber, "found-later.txt");
        await app.UntilAsync(play.ReviewerToken, "/api/notices", n => n["notices"]!.AsArray().Any(x => (string?)x!["kind"] == "RecordsChanged" && (string?)x["code"] == hash[..12]));
        var records = (await app.GetAsync(ReviewActs.Operator, $"/api/cases/{play.CaseNumber}/records")).Json;
        records["documents"]!.AsArray().Single(d => (string?)d!["sha256"] == hash)!["codes"]!.AsArray().Select(c => (string?)c).ShouldContain("REC_LATE");
        (await app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review")).Json["lateDocuments"]!.AsArray().Select(h => (string?)h).ShouldContain(hash);
        records["report"]!["kinds"]!.AsArray().Select(k => (string?)k!["kind"]!["code"]).ShouldContain("REC_A_REPORTS");
    }

    [Fact]
    public async Task An_act_is_of_those_who_may_and_a_key_is_used_once()
    {
        var play = await ReviewingAsync("CM26-7300010");
        var hash = await _app.UntilDocumentAsync(play.CaseNumber, Report);
        var path = $"/api/cases/{play.CaseNumber}/documents/{hash}";
        foreach (var token in new[] { play.ReviewerToken, "dev.applicant." + play.CaseNumber, Auditor })
            (await ActAsync(token, path + "/seal", new { ground = "Other", reason = "x" }, null)).Status.ShouldBe(HttpStatusCode.NotFound, token);
        (await ActAsync(Intake, path + "/seal", new { pages = "1", ground = "Other", reason = "x" }, "once")).Status.ShouldBe(HttpStatusCode.OK);
        (await ActAsync(Intake, path + "/seal", new { pages = "1", ground = "Other", reason = "y" }, "once")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await ActAsync(Intake, $"/api/cases/{play.CaseNumber}/documents/{ContentHash.Of("x"u8)}/seal", new { ground = "Other", reason = "x" }, null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Answer> ActAsync(string token, string path, object body, string? key = null) => AnswerExtensions.StateAsync(_app, token, path, body, key);

    /// <summary>A case in clinical review, with more documents than the sample's, each a medical report.</summary>
    private async Task<PlayedReview> ReviewingAsync(string number, params (string Name, string Text)[] more)
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, number);
        foreach (var (name, text) in more)
            await _app.UploadAsync($"{number}/documents/{name}", System.Text.Encoding.UTF8.GetBytes(text));
        await _app.UploadSampleAsync(ReviewActs.SampleB, number, a =>
        {
            foreach (var (name, _) in more)
                a["documents"]!.AsArray().Add(new JsonObject { ["name"] = name, ["kind"] = "MedicalReport" });
        });
        await play.OfferedAsync();
        await play.AcceptAsync();
        return play;
    }

    private async Task<string> HashAsync(PlayedReview play) => (string)(await _app.GetAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/documents")).Json["recordsHash"]!;

    /// <summary>The machine's draft, as it may be shown, rests on nothing that is kept back.</summary>
    private async Task QuotesShouldNotNameAsync(PlayedReview play, string hash, int? page = null)
    {
        var snapshot = await _app.Get<CaseSnapshots>().GetAsync(CaseNumber.Parse(play.CaseNumber), default);
        var evaluation = (await _app.Get<CurrentEvaluation>().TryReadAsync(snapshot, default)).ShouldNotBeNull();
        evaluation.Items.SelectMany(i => i.Criteria).SelectMany(c => c.Quotes).Where(q => q.Document.Value == hash && (page is null || q.Page == page)).ShouldBeEmpty();
    }
}
