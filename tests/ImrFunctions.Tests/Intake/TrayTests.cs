using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Intake;
using ImrFunctions.Operations;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Intake;

/// <summary>The tray: what belongs to no case is kept, listed, and filed by a named person with a reason, once.</summary>
public sealed class TrayTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Operator = "dev.operator.op-1";
    private const string Case = "CM26-0000103";

    private TestApp App => shared.App;

    [Fact]
    public async Task An_item_is_filed_as_a_whole_once_and_the_review_hears_of_it()
    {
        var review = await CaseAsync("CM26-7100001");
        var id = await StrayAsync("fax-1.txt", "A report that came by fax.");
        var body = new { caseNumber = "CM26-7100001", kind = "MedicalReport", reason = "The claim number is on the page." };

        var filed = await App.StateAsync(Operator, $"/api/tray/{id}/assign", body);
        filed.Status.ShouldBe(HttpStatusCode.OK, filed.Text);
        (await App.StateAsync(Operator, $"/api/tray/{id}/assign", body)).Status.ShouldBe(HttpStatusCode.OK);

        var document = (await App.Get<DocumentStore>().ListAsync(review, default)).Single(d => d.Name == "fax-1.txt");
        (document.Kind, document.Origin!.By, document.Origin.Source).ShouldBe((DocumentKind.MedicalReport, "Operator:op-1", id));
        ((string?)filed.Json["document"]).ShouldBe(document.Sha256.Value);
        (await App.GetAsync(Operator, $"/api/cases/CM26-7100001/documents/{document.Sha256}")).Text.ShouldBe("A report that came by fax.");
        (await App.FactsAsync(review, FactKind.Document)).Count(f => f.Read<DocumentArrived>().Sha256 == document.Sha256).ShouldBe(1);
        var item = (await App.GetAsync(Operator, "/api/tray/" + id)).Json;
        ((string?)item["end"]!["kind"], (string?)item["end"]!["by"]).ShouldBe(("Filed", "Operator:op-1"));
        (await OpenIdsAsync()).ShouldNotContain(id);
        // What is filed is out of the tray, for another case too.
        (await App.StateAsync(Operator, $"/api/tray/{id}/assign", body, "another-key")).Status.ShouldBe(HttpStatusCode.Conflict);
        await App.UntilConsumedAsync(review);
    }

    [Fact]
    public async Task An_item_is_filed_page_by_page_in_two_cases_and_each_sees_its_own_pages_only()
    {
        var one = await CaseAsync("CM26-7100002");
        var two = await CaseAsync("CM26-7100003");
        var id = await StrayAsync("two-workers.txt", "First page.\fSecond page.\fThird page.");

        foreach (var (number, pages) in new[] { ("CM26-7100002", "1-2"), ("CM26-7100003", "3") })
            (await App.StateAsync(Operator, $"/api/tray/{id}/assign", new { caseNumber = number, pages, kind = "MedicalReport", reason = "As the pages say." })).Status.ShouldBe(HttpStatusCode.OK);
        (await App.StateAsync(Operator, $"/api/tray/{id}/assign", new { caseNumber = "CM26-7100003", pages = "2", kind = "MedicalReport", reason = "Again." })).Status.ShouldBe(HttpStatusCode.Conflict);

        var first = (await App.Get<DocumentStore>().ListAsync(one, default)).Single(d => d.Origin is not null);
        (first.Pages, first.Origin!.Pages, first.Name).ShouldBe((2, new PageRange(1, 2), "two-workers p1-2.txt"));
        (await App.GetAsync(Operator, $"/api/cases/CM26-7100002/documents/{first.Sha256}")).Text.ShouldBe("First page.\fSecond page.");
        var second = (await App.Get<DocumentStore>().ListAsync(two, default)).Single(d => d.Origin is not null);
        (await App.GetAsync(Operator, $"/api/cases/CM26-7100003/documents/{second.Sha256}")).Text.ShouldBe("Third page.");
        (await OpenIdsAsync()).ShouldNotContain(id);
    }

    [Fact]
    public async Task An_item_is_divided_and_its_parts_are_items_of_their_own()
    {
        var review = await CaseAsync("CM26-7100004");
        var id = await StrayAsync("bundle.txt", "RFA page.\fReport page one.\fReport page two.");
        var body = new { parts = new object[] { new { pages = "1", name = "rfa.txt" }, new { pages = "2-3" } }, reason = "Two documents." };

        var split = await App.StateAsync(Operator, $"/api/tray/{id}/split", body);
        split.Status.ShouldBe(HttpStatusCode.OK, split.Text);
        (await App.StateAsync(Operator, $"/api/tray/{id}/split", body)).Json["parts"]!.ToJsonString().ShouldBe(split.Json["parts"]!.ToJsonString());
        var parts = split.Json["parts"]!.AsArray().Select(p => (string)p!).ToList();
        (await App.GetAsync(Operator, $"/api/tray/{parts[1]}/content")).Text.ShouldBe("Report page one.\fReport page two.");
        (await App.StateAsync(Operator, $"/api/tray/{parts[1]}/assign", new { caseNumber = "CM26-7100004", pages = "2", kind = "MedicalReport", reason = "Hers." })).Status.ShouldBe(HttpStatusCode.OK);
        var filed = (await App.Get<DocumentStore>().ListAsync(review, default)).Single(d => d.Origin is not null);
        // Page 2 of the part is page 3 of the file.
        filed.Origin!.Pages.ShouldBe(new PageRange(3, 3));
        (await App.StateAsync(Operator, $"/api/tray/{parts[0]}/close", new { reason = "An advertisement." })).Status.ShouldBe(HttpStatusCode.OK);
        (await OpenIdsAsync()).ShouldNotContain(parts[0]);
    }

    [Theory]
    [InlineData("""{"caseNumber":"CM26-7100005","kind":"MedicalReport","pages":"9","reason":"x"}""", "$.pages")]
    [InlineData("""{"caseNumber":"CM26-7100005","reason":"x"}""", "$.kind")]
    [InlineData("""{"kind":"MedicalReport","reason":"x"}""", "$.caseNumber")]
    [InlineData("""{"caseNumber":"CM26-7100005","kind":"MedicalReport"}""", "$.reason")]
    [InlineData("""{"caseNumber":"CM26-7100005","kind":"MedicalReport","name":"a/b","reason":"x"}""", "$.name")]
    public async Task What_is_wrong_with_a_filing_is_said_by_path_and_nothing_is_stored(string body, string path)
    {
        var id = await StrayAsync("wrong.txt", "Some page.");
        var answer = await App.StateAsync(Operator, $"/api/tray/{id}/assign", JsonNode.Parse(body)!);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json["errors"]!.AsArray().Select(e => (string?)e!["path"]).ShouldContain(path);
        (await OpenIdsAsync()).ShouldContain(id);
    }

    [Fact]
    public async Task A_case_that_is_not_there_takes_nothing_and_the_item_stays()
    {
        var id = await StrayAsync("nowhere.txt", "Whose page?");
        (await App.StateAsync(Operator, $"/api/tray/{id}/assign", new { caseNumber = "CM26-7199999", kind = "MedicalReport", reason = "A guess." })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await OpenIdsAsync()).ShouldContain(id);
        (await App.GetAsync("dev.claims.c-1.CA-REDWOOD", "/api/tray")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await App.GetAsync("dev.reviewer.REV-0001", "/api/tray/" + id)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_tray_is_listed_page_by_page_the_longest_waiting_first()
    {
        var ids = new List<string>();
        for (var n = 0; n < 3; n++)
            ids.Add(await StrayAsync($"listed-{n}.txt", $"Listed {n}."));
        var seen = new List<string>();
        string? continuation = null;
        do
        {
            var page = (await App.GetAsync(Operator, "/api/tray?limit=1" + (continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation)))).Json;
            seen.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);
        seen.Where(ids.Contains).ShouldBe(ids);
        (await App.GetAsync(Operator, "/api/tray?reason=Nothing&limit=0&continuation=x")).Json["errors"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_document_without_an_application_goes_to_the_tray_after_a_time_and_leaves_it_when_its_case_comes()
    {
        await using var app = await TestApp.StartAsync();
        await app.UploadSampleAsync(Case, documents: _ => true, change: null);
        const string number = "CM26-7100010";
        await app.UploadAsync($"{number}/documents/early.txt", "A report that came before its application."u8.ToArray());
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        (await app.GetAsync(Operator, "/api/tray?reason=NoApplication")).Json["items"]!.AsArray().ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        (await app.GetAsync(Operator, "/api/tray?reason=NoApplication")).Json["items"]!.AsArray().ShouldHaveSingleItem()!["caseNumber"]!.GetValue<string>().ShouldBe(number);

        await app.UploadSampleAsync(Case, number);
        await app.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["stage"] == "EligibilityReview");
        await app.Get<Reconciler>().RunAsync(app.Engine, default);
        (await app.GetAsync(Operator, "/api/tray?reason=NoApplication")).Json["items"]!.AsArray().ShouldBeEmpty();
        (await app.Get<DocumentStore>().ListAsync(ReviewKey.Parse(number), default)).ShouldContain(d => d.Name == "early.txt");
    }

    private async Task<ReviewKey> CaseAsync(string number)
    {
        await App.UploadSampleAsync(Case, number);
        await App.UntilAsync(Operator, "/api/cases/" + number, c => (string?)c["nextAction"]?["who"] == "AdministrativeDirector");
        return ReviewKey.Parse(number);
    }

    private async Task<string> StrayAsync(string name, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        await App.UploadAsync(name, content);
        var hash = ContentHash.Of(content).Value;
        var listed = await App.UntilAsync(Operator, "/api/tray?limit=200", t => Find(t) is not null);
        return (string)Find(listed)!["id"]!;

        JsonNode? Find(JsonObject tray) => tray["items"]!.AsArray().FirstOrDefault(i => (string?)i!["sha256"] == hash);
    }

    private async Task<List<string>> OpenIdsAsync()
        => [.. (await App.GetAsync(Operator, "/api/tray?limit=200")).Json["items"]!.AsArray().Select(i => (string)i!["id"]!)];
}
