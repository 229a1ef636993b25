using System.Net;
using System.Text.Json.Nodes;
using Imr.Testing;
using ImrFunctions.Tests.Hosting;
using ImrFunctions.Tests.Review;

namespace ImrFunctions.Tests.Api;

/// <summary>What the running app answers is what the document says: status, headers, media type, and every member of the body.</summary>
public sealed class OpenApiAnswerTests(ReviewApp review) : IClassFixture<ReviewApp>
{
    private const string Auditor = "dev.auditor.aud-1";

    private readonly TestApp _app = review.App;

    [Fact]
    public async Task The_document_is_served_to_anyone()
    {
        var answer = await AskAsync("GetOpenApi", null, "/api/openapi.json");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        ((string?)answer.Json["openapi"]).ShouldBe("3.1.0");
        JsonNode.DeepEquals(answer.Json, ApiDocument.Root).ShouldBeTrue();
        (await AskAsync("Health", null, "/api/health")).Status.ShouldBe(HttpStatusCode.OK);
        var schema = await AskAsync("GetApplicationSchema", null, "/api/schemas/application");
        schema.Text.ShouldBe(await File.ReadAllTextAsync(RepoRoot.Combine("docs", "application.schema.json")));
    }

    [Fact]
    public async Task What_is_asked_in_a_whole_review_is_answered_as_described()
    {
        var play = new PlayedReview(_app, ReviewActs.SampleB, "CM26-4300101");
        await play.ToOfferAsync();
        var home = $"/api/cases/{play.CaseNumber}";
        (await AskAsync("GetOffers", play.ReviewerToken, "/api/offers")).Json["offers"]!.AsArray().ShouldNotBeEmpty();
        (await AskAsync("GetCaseStatus", ReviewActs.Operator, home + "/status")).Status.ShouldBe(HttpStatusCode.Accepted);
        await play.AcceptAsync();
        (await AskAsync("GetReview", play.ReviewerToken, home + "/review")).Json["evaluation"].ShouldBeNull();
        (await AskAsync("GetQuality", ReviewActs.Operator, home + "/quality")).Status.ShouldBe(HttpStatusCode.NotFound);
        await play.StateProvisionalAsync();
        (await AskAsync("GetReview", play.ReviewerToken, home + "/review")).Json["evaluation"].ShouldNotBeNull();
        (await AskAsync("GetRelease", ReviewActs.Releaser, home + "/release")).Status.ShouldBe(HttpStatusCode.Conflict);
        using (var determined = await play.DetermineAsync(0))
            await ShouldBeDescribedAsync("PostDetermination", determined);
        await _app.UntilStageAsync(play.CaseNumber, "AwaitingRelease");
        (await AskAsync("GetQuality", ReviewActs.Operator, home + "/quality")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("GetRelease", ReviewActs.Releaser, home + "/release")).Status.ShouldBe(HttpStatusCode.OK);
        var documents = (await AskAsync("GetDocuments", Auditor, home + "/documents")).Json["documents"]!.AsArray();
        (await AskAsync("GetDocument", Auditor, $"{home}/documents/{documents[0]!["sha256"]}")).Status.ShouldBe(HttpStatusCode.OK);
        using (var released = await play.ReleaseAsync())
            await ShouldBeDescribedAsync("PostRelease", released);
        await _app.UntilStageAsync(play.CaseNumber, "Closed");
        foreach (var token in new[] { ReviewActs.Operator, "dev.applicant." + play.CaseNumber })
            (await AskAsync("GetCase", token, home)).Json["letters"]!.AsArray().ShouldHaveSingleItem();
        (await AskAsync("GetCaseStatus", Auditor, home + "/status")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var format in new[] { "json", "txt", "html" })
            (await AskAsync("GetLetter", Auditor, $"{home}/letters/r1/v1/{format}")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("ListCases", ReviewActs.Operator, "/api/cases?organization=CA-REDWOOD&limit=1")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Uploads_the_panel_and_refusals_are_answered_as_described()
    {
        using var allocated = await _app.PostAsync(ReviewActs.Operator, "/api/cases", new { });
        var number = (string)(await ShouldBeDescribedAsync("AllocateCase", allocated)).Json["caseNumber"]!;
        using (var document = new StringContent("Invented report."))
            (await AskAsync("PutDocument", ReviewActs.Operator, $"/api/cases/{number}/documents/report.txt", HttpMethod.Put, document)).Status.ShouldBe(HttpStatusCode.Created);
        using (var bad = new StringContent("{}"))
            (await AskAsync("PutApplication", ReviewActs.Operator, $"/api/cases/{number}/application", HttpMethod.Put, bad)).Status.ShouldBe(HttpStatusCode.Accepted);
        (await _app.UntilStageAsync(number, "Rejected"))["problems"]!.AsArray().ShouldNotBeEmpty();
        (await AskAsync("GetCase", ReviewActs.Operator, $"/api/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("GetCaseStatus", ReviewActs.Operator, $"/api/cases/{number}/status")).Status.ShouldBe(HttpStatusCode.Accepted);
        using (var withdrawal = await _app.PostAsync(ReviewActs.Operator, $"/api/cases/{number}/withdrawal", new { reason = "Withdrawn." }))
            (await ShouldBeDescribedAsync("PostWithdrawal", withdrawal)).Json["possible"]!.AsArray().ShouldBeEmpty();
        (await AskAsync("GetReviewers", ReviewActs.Operator, "/api/reviewers")).Status.ShouldBe(HttpStatusCode.OK);
        using (var csv = new StringContent("id\nx", null, "text/csv"))
            (await AskAsync("PutReviewers", ReviewActs.Operator, "/api/reviewers", HttpMethod.Put, csv)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await AskAsync("ListCases", ReviewActs.Operator, "/api/cases?stage=Nowhere")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await AskAsync("ListCases", ReviewActs.Operator, "/api/cases")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("GetCase", null, $"/api/cases/{number}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("GetCase", "dev.applicant.CM26-0000000", $"/api/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void The_sample_applications_fit_the_schema()
    {
        foreach (var file in Directory.EnumerateFiles(RepoRoot.Combine("samples", "cases"), "application.json", SearchOption.AllDirectories))
            ApiSchema.Problems(ApiDocument.Schemas["ImrApplication"]!, JsonNode.Parse(File.ReadAllText(file))).ShouldBeEmpty(file);
    }

    private async Task<Answer> AskAsync(string operation, string? token, string path, HttpMethod? method = null, HttpContent? content = null)
    {
        var answer = await _app.SendAsync(method ?? HttpMethod.Get, token, path, content);
        ShouldBeDescribed(operation, answer);
        return answer;
    }

    private static async Task<Answer> ShouldBeDescribedAsync(string operation, HttpResponseMessage response)
    {
        var answer = await Answer.OfAsync(response);
        ShouldBeDescribed(operation, answer);
        return answer;
    }

    private static void ShouldBeDescribed(string operation, Answer answer)
    {
        var responses = ApiDocument.Operation(operation).Definition["responses"]!.AsObject();
        var described = ApiDocument.Follow((responses[((int)answer.Status).ToString()] ?? throw new InvalidOperationException($"{operation}: {(int)answer.Status} is not described.")).AsObject());
        foreach (var (header, definition) in described["headers"]?.AsObject() ?? [])
        {
            ((bool?)ApiDocument.Follow(definition!.AsObject())["required"]).ShouldBe(true);
            answer.Response.Headers.Contains(header).ShouldBeTrue($"{operation}: {header}");
        }

        if (described["content"]?.AsObject() is not { } content)
        {
            answer.Text.ShouldBeEmpty(operation);
            return;
        }

        var type = answer.Response.Content.Headers.ContentType!.MediaType!;
        var media = (content[type] ?? content["*/*"]).ShouldNotBeNull($"{operation}: {type}");
        if (type.EndsWith("json", StringComparison.Ordinal) && media["schema"] is { } schema)
            ApiSchema.Problems(schema, JsonNode.Parse(answer.Text)).ShouldBeEmpty(operation);
    }
}
