using Azure.Core;
using Imr.Core.Records;
using ImrFunctions.Intake.Text;
using static ImrFunctions.Tests.Intake.Text.FakeDocumentIntelligence;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>The contract with Azure AI Document Intelligence (REST, api-version 2024-11-30).</summary>
public sealed class DocumentIntelligenceTests
{
    private const string OnePage = """
        {"pageNumber":1,"angle":0.1,"width":8.5,"height":11,"unit":"inch",
         "words":[{"content":"Flexion","polygon":[1,1,1.5,1,1.5,1.2,1,1.2],"confidence":0.99,"span":{"offset":0,"length":7}},{"content":"30","polygon":[2,1,2.2,1,2.2,1.2,2,1.2],"confidence":0.5,"span":{"offset":8,"length":2}}],
         "lines":[{"content":"Flexion","polygon":[1,1,1.5,1,1.5,1.2,1,1.2],"spans":[{"offset":0,"length":7}]},{"content":"30","polygon":[2,1.01,2.2,1.01,2.2,1.2,2,1.2],"spans":[{"offset":8,"length":2}]},
                  {"content":"Plan: therapy.","polygon":[1,1.5,3,1.5,3,1.7,1,1.7],"spans":[]}],
         "spans":[{"offset":0,"length":24}]}
        """;

    [Fact]
    public async Task A_document_is_sent_asked_for_and_read_with_its_places()
    {
        await using var service = await StartAsync(Accepted, Running, Running, Succeeded(OnePage));

        var text = await service.ReadAsync("%PDF-1.7 content");

        var page = text.Pages.Single();
        page.Text.ShouldBe("Flexion  30\nPlan: therapy.");
        (page.Reading, page.Size, page.Confidence).ShouldBe((PageReading.Ocr, new PageSize(612, 792), Math.Round(((7 * 0.99) + (2 * 0.5)) / 9, 3)));
        page.Lines!.Select(page.TextOf).ShouldBe(["Flexion", "30", "Plan: therapy."]);
        page.Lines![0].ShouldBe(new PageLine(0, 7, 72, 72, 36, 14.4));
        (text.Reason, text.EveryPageRead).ShouldBe((null, true));

        var requests = service.Requests.ToList();
        requests.Select(r => r.Method).ShouldBe(["POST", "GET", "GET", "GET", "DELETE"], "what the service read is not left there");
        requests[0].Path.ShouldBe("/documentintelligence/documentModels/prebuilt-read:analyze?api-version=2024-11-30");
        requests[0].Body.ShouldBe("%PDF-1.7 content");
        requests.ShouldAllBe(r => r.Key == "the-key" && r.Authorization == null);
    }

    [Fact]
    public async Task The_app_signs_in_with_its_identity_where_there_is_no_key()
    {
        await using var service = await StartAsync(Accepted, Succeeded(OnePage));
        var credential = new FixedCredential();

        var text = await service.ReadAsync("%PDF", new DocumentTextOptions { Model = "prebuilt-layout" }, credential);

        text.EveryPageRead.ShouldBeTrue();
        credential.Scopes.ShouldBe(["https://cognitiveservices.azure.com/.default"]);
        service.Requests.ShouldAllBe(r => r.Authorization == "Bearer a-token" && r.Key == null);
        service.Requests.First().Path.ShouldContain("/prebuilt-layout:analyze");
    }

    [Fact]
    public async Task Too_many_requests_are_tried_again_after_the_time_that_is_asked_for()
    {
        await using var service = await StartAsync(
            Respond(429, """{"error":{"code":"429","message":"Requests have exceeded the limit."}}""", retryAfter: 1), Accepted, Respond(429, "{}", retryAfter: 0), Succeeded(OnePage));

        var text = await service.ReadAsync("%PDF twice");

        text.EveryPageRead.ShouldBeTrue();
        var posts = service.Requests.Where(r => r.Method == "POST").ToList();
        posts.Select(p => p.Body).ShouldBe(["%PDF twice", "%PDF twice"]);
        (posts[1].At - posts[0].At).ShouldBeGreaterThanOrEqualTo(990);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_a_reason_that_may_pass()
    {
        await using var service = await StartAsync([.. Enumerable.Repeat(Respond(429, "{}", retryAfter: 0), 6)]);

        var text = await service.ReadAsync("%PDF");

        (text.Reason, text.MayBeReadAgain).ShouldBe((UnreadReason.ReaderFailed, true));
        service.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("""{"code":"InvalidRequest","message":"Invalid request.","innererror":{"code":"InvalidContent","message":"corrupted"}}""", UnreadReason.Damaged)]
    [InlineData("""{"code":"InvalidRequest","message":"Invalid request.","innererror":{"code":"InvalidContentLength","message":"too large"}}""", UnreadReason.TooLarge)]
    [InlineData("""{"code":"UnsupportedMediaType","message":"type"}""", UnreadReason.Unsupported)]
    [InlineData("""{"code":"Forbidden","message":"no"}""", UnreadReason.ReaderFailed)]
    public async Task A_refusal_says_why(string error, UnreadReason reason)
    {
        await using var service = await StartAsync(Respond(400, $$"""{"error":{{error}}}"""));

        (await service.ReadAsync("%PDF")).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task An_operation_that_fails_says_why()
    {
        await using var service = await StartAsync(Accepted, Running, Respond(200, """
            {"status":"failed","error":{"code":"InternalServerError","message":"An unexpected error occurred.","details":[{"code":"InvalidContentDimensions","message":"out of range","target":"2"}]}}
            """));

        (await service.ReadAsync("%PDF")).Reason.ShouldBe(UnreadReason.TooLarge);
    }

    [Fact]
    public async Task Pages_that_the_service_passes_over_count_as_unread()
    {
        await using var service = await StartAsync(Accepted, Succeeded(
            """{"pageNumber":1,"lines":[{"content":"one"}],"words":[{"content":"one","confidence":0.9}]},{"pageNumber":3,"width":8.5,"height":11,"unit":"inch","lines":[],"words":[]},{"pageNumber":4,"lines":[{"content":"four","polygon":[1,2]}],"words":[]}"""));

        var text = await service.ReadAsync("%PDF");

        text.Pages.Select(p => (p.Reading, p.Uncertain)).ShouldBe([(PageReading.Ocr, false), (PageReading.Unread, false), (PageReading.Blank, false), (PageReading.Ocr, true)]);
        text.EveryPageRead.ShouldBeFalse();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"status":"succeeded"}""")]
    [InlineData("""{"status":"succeeded","analyzeResult":{"pages":[]}}""")]
    [InlineData("""{"status":"odd"}""")]
    [InlineData("null")]
    public async Task What_is_no_answer_of_the_service_is_a_failed_reading(string answer)
    {
        await using var service = await StartAsync(Accepted, Respond(200, answer));

        (await service.ReadAsync("%PDF")).Reason.ShouldBe(UnreadReason.ReaderFailed);
    }

    [Fact]
    public async Task An_operation_elsewhere_is_never_asked_for()
    {
        await using var elsewhere = await StartAsync();
        await using var service = await StartAsync(context =>
        {
            context.Response.StatusCode = 202;
            context.Response.Headers["Operation-Location"] = new Uri(elsewhere.Address, "/steal").ToString();
            return Task.CompletedTask;
        });

        (await service.ReadAsync("%PDF")).Reason.ShouldBe(UnreadReason.ReaderFailed);
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_takes_too_long_is_given_up()
    {
        await using var service = await StartAsync([Accepted, .. Enumerable.Repeat(Respond(200, """{"status":"running"}""", retryAfter: 60), 3)]);

        (await service.ReadAsync("%PDF", new DocumentTextOptions { Key = "k", DocumentSeconds = 1 })).Reason.ShouldBe(UnreadReason.Timeout);
    }

    private sealed class FixedCredential : TokenCredential
    {
        public HashSet<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.UnionWith(requestContext.Scopes);
            return new AccessToken("a-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
