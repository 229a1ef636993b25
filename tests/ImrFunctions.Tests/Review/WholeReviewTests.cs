using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>The sample cases from upload to their end, and the letters that are issued.</summary>
public sealed class WholeReviewTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private readonly TestApp _app = review.App;

    [Fact]
    public async Task A_rationale_about_another_region_is_stopped_by_QC03_and_the_corrected_determination_is_issued_as_Uphold()
    {
        var play = new PlayedReview(_app, "CM26-0000101");
        await play.ToClinicalReviewAsync();
        await play.StateProvisionalAsync();
        using (var first = await play.DetermineAsync(0))
            first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var returned = await _app.UntilNotedAsync(play.CaseNumber, "QualityReturned");
        ((string?)returned["stage"]).ShouldBe("ClinicalReview");
        ((int?)returned["determinationAttempt"]).ShouldBe(2);
        var quality = await _app.UntilAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/quality", q => (int?)q["attempt"] == 1);
        quality["report"]!.ToJsonString().ShouldContain("QC03");

        using (var second = await play.DetermineAsync(1))
            second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        ((string?)closed["outcome"]).ShouldBe("Issued");
        ((string?)closed["letters"]!.AsArray().ShouldHaveSingleItem()!["outcome"]).ShouldBe("Uphold");
        (await _app.HoldersAsync(play.CaseNumber)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_with_a_documented_deficit_goes_from_upload_to_an_overturning_letter()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB);
        await play.ToOfferAsync();
        var open = await _app.StatusAsync(play.CaseNumber);
        (open.Code, open.RetryAfter).ShouldBe((HttpStatusCode.Accepted, "5"));
        ((bool?)open.Body["done"]).ShouldBe(false);
        var running = ReviewActs.Deadlines(await _app.CaseAsync(play.CaseNumber));
        running["DL-DET-STD"].ShouldBe("Running");
        (running["DL-APP-STD"], running["DL-NOARFI"], running["DL-REC-ELEC"]).ShouldBe(("Met", "Met", "Met"));

        await play.AcceptAsync();
        await play.StateProvisionalAsync();
        using (var determined = await play.DetermineAsync(0))
            determined.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        var letter = closed["letters"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)letter["outcome"]).ShouldBe("Overturn");
        var met = ReviewActs.Deadlines(closed);
        (met["DL-DET-STD"], met["DL-APPEAL"], met["DL-IMPL-AUTH"]).ShouldBe(("Met", "Running", "Running"));
        var done = await _app.StatusAsync(play.CaseNumber);
        done.Code.ShouldBe(HttpStatusCode.OK);
        ((string?)done.Body["letter"]).ShouldBe($"/api/cases/{play.CaseNumber}/letters/r1/v1/txt");
        await LetterIsStoredAsSignedAsync(play.CaseNumber, (string)letter["sha256"]!);
    }

    [Fact]
    public async Task A_case_with_a_partly_authorized_item_is_drafted_decided_and_issued_item_by_item_as_a_partial_overturn()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleD);
        await _app.UploadSampleAsync(ReviewActs.SampleD, play.CaseNumber);
        await _app.DeclineAsync(await _app.UntilOfferedAsync(play.CaseNumber));
        await _app.UntilOfferedAsync(play.CaseNumber, attempt: 2);
        await play.OfferedAsync();
        await play.AcceptAsync();
        var running = ReviewActs.Deadlines(await _app.CaseAsync(play.CaseNumber));
        (running["DL-APP-FORM"], running["DL-DET-FORM"]).ShouldBe(("Met", "Running"));
        running.ShouldNotContainKey("DL-DET-STD");

        await play.StateProvisionalAsync();
        var shown = await _app.UntilAsync(play.ReviewerToken, $"/api/cases/{play.CaseNumber}/review", r => r["evaluation"] is not null);
        shown["guidelines"]!.AsArray().Select(g => (string?)g!["id"]).ShouldBe(["acoem-2017-opioids", "acoem-2017-muscle-relaxant", "acoem-2017-urine-drug-test"]);
        var drafted = shown["evaluation"]!["items"]!.AsArray();
        drafted.Select(i => (string?)i!["outcome"]).ShouldBe(["NotMet", "NotMet", "Met"]);
        Criterion(drafted, "function-improved")["quotes"]!.AsArray().ShouldBeEmpty();
        ((string?)Criterion(drafted, "single-prescriber")["outcome"]).ShouldBe("Unknown");
        // Two of the records are PDFs, one of them a fax: a sentence is cited with its page.
        var report = shown["documents"]!.AsArray().Single(d => (string?)d!["name"] == "urine-drug-test-2026-01-14.pdf")!;
        ((int?)report["pages"], (bool?)report["everyPageRead"]).ShouldBe((2, true));
        Criterion(drafted, "drug-screen")["quotes"]!.AsArray().Select(q => ((string?)q!["document"], (int?)q["page"], (string?)q["text"]))
            .ShouldContain(((string?)report["sha256"], 2, "The urine drug test of 01/14/2026 is consistent with the medication on the order."));

        using (var first = await play.DetermineAsync(0))
            first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilNotedAsync(play.CaseNumber, "QualityReturned");
        using (var second = await play.DetermineAsync(1))
            second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");
        var letter = closed["letters"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)letter["outcome"]).ShouldBe("PartialOverturn");
        var items = LetterJson.Read(await LetterAsync(play.CaseNumber, "json")).Items;
        items.Select(i => (i.Decision, i.Authorized)).ShouldBe([(ItemDecision.Upheld, "60 tablets"), (ItemDecision.Upheld, null), (ItemDecision.Overturned, null)]);
        await LetterIsStoredAsSignedAsync(play.CaseNumber, (string)letter["sha256"]!);
    }

    [Fact]
    public async Task A_letter_that_is_released_on_a_later_day_than_it_was_checked_bears_that_day_and_the_appeal_runs_from_it()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-2000103");
        await play.ToReleaseAsync();
        var checkedOn = PacificTime.LegalDay(_app.Clock.GetUtcNow());
        _app.Clock.Advance(TimeSpan.FromHours(49));
        var releasedOn = PacificTime.LegalDay(_app.Clock.GetUtcNow());
        releasedOn.ShouldBeGreaterThan(checkedOn);
        using (var release = await play.ReleaseAsync())
            release.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var closed = await _app.UntilStageAsync(play.CaseNumber, "Closed");

        var model = LetterJson.Read(await LetterAsync(play.CaseNumber, "json"));
        model.DecisionDate.ShouldBe(releasedOn);
        model.Appeal.LastDay.ShouldBe(ReviewActs.DueOn(closed, "DL-APPEAL"));
        // 30 days of mailing and five more in California (LC 4610.6(h)); a last day on a weekend or holiday moves on.
        (model.Appeal.LastDay.DayNumber - releasedOn.DayNumber).ShouldBeInRange(35, 39);
    }

    [Fact]
    public async Task Uploads_of_a_closed_case_that_are_looked_at_again_change_nothing_also_after_its_instance_was_purged()
    {
        const string number = "CM26-2000104";
        await _app.UploadSampleAsync("CM26-0000103", number);
        await _app.UntilNotedAsync(number, "Proposed:Ineligible");
        await _app.FindAsync(number, "Ineligible", "INEL_UNSIGNED");
        await _app.UntilStageAsync(number, "Closed");
        await _app.Engine.WaitForInstanceCompletionAsync(number, CancellationToken.None);
        await _app.Engine.PurgeInstanceAsync(number, CancellationToken.None);

        foreach (var name in new[] { "documents/rfa-2026-08-18.txt", "application.json" })
            await _app.Get<IntakeDesk>().ReceiveAsync(_app.Engine, $"{number}/{name}", CancellationToken.None);
        (await _app.Engine.GetInstanceAsync(number, CancellationToken.None)).ShouldBeNull();
        var quarantined = 0;
        await foreach (var _ in _app.Storage.Quarantine.GetBlobsAsync(prefix: number + "/"))
            quarantined++;
        quarantined.ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_case_is_404()
        => (await _app.StatusAsync("CM26-2999999")).Code.ShouldBe(HttpStatusCode.NotFound);

    private static JsonNode Criterion(JsonArray drafted, string id)
        => drafted.SelectMany(i => i!["criteria"]!.AsArray()).Single(c => (string?)c!["criterionId"] == id)!;

    private async Task LetterIsStoredAsSignedAsync(string caseNumber, string letterHash)
    {
        var blobs = new List<string>();
        await foreach (var blob in _app.Storage.Letters.GetBlobsAsync(prefix: caseNumber + "/"))
            blobs.Add(blob.Name);
        blobs.ShouldBe([.. new[] { "html", "json", "txt" }.Select(f => $"{caseNumber}/r1/v1/final-determination.{f}")], ignoreOrder: true);
        foreach (var name in blobs)
        {
            var content = (await _app.Storage.Letters.GetBlobClient(name).DownloadContentAsync()).Value;
            content.Details.Metadata["sha256"].ShouldBe(ContentHash.Of(content.Content.ToMemory().Span).Value);
            await Should.ThrowAsync<InvalidOperationException>(() => _app.Storage.Letters.CreateAsync(name, "another letter"u8.ToArray(), "text/plain", CancellationToken.None));
        }

        var json = await LetterAsync(caseNumber, "json");
        ContentHash.Of(json).Value.ShouldBe(letterHash);
        var again = RenderedLetter.Render(LetterJson.Read(json));
        Encoding.UTF8.GetString(again.Text).ShouldBe(Encoding.UTF8.GetString(await LetterAsync(caseNumber, "txt")));
        Encoding.UTF8.GetString(again.Html).ShouldBe(Encoding.UTF8.GetString(await LetterAsync(caseNumber, "html")));
    }

    private async Task<byte[]> LetterAsync(string caseNumber, string format)
    {
        using var client = _app.As(ReviewActs.Operator);
        return await client.GetByteArrayAsync(new Uri($"/api/cases/{caseNumber}/letters/r1/v1/{format}", UriKind.Relative));
    }
}
