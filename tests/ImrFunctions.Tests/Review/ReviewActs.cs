using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Review;

/// <summary>What people do in a review, by the public endpoints, and what a test asks about a case.</summary>
internal static class ReviewActs
{
    public const string Operator = "dev.operator.op-1";
    public const string Director = "dev.ad.desk-1";
    public const string Releaser = "dev.releaser.md-1";

    /// <summary>A case with a documented deficit, and eight of its nine documents are medical evidence or forms.</summary>
    public const string SampleB = "CM26-0000102";

    /// <summary>A formulary dispute over three items, of which the first was authorized in part.</summary>
    public const string SampleD = "CM26-0000104";

    public static Task<JsonObject> CaseAsync(this TestApp app, string caseNumber) => app.UntilAsync(Operator, $"/api/cases/{caseNumber}", _ => true);

    public static Task<JsonObject> UntilCaseAsync(this TestApp app, string caseNumber, Func<JsonObject, bool> suits)
        => app.UntilAsync(Operator, $"/api/cases/{caseNumber}", suits);

    public static Task<JsonObject> UntilNotedAsync(this TestApp app, string caseNumber, string note)
        => app.UntilCaseAsync(caseNumber, c => Notes(c).Contains(note, StringComparer.Ordinal));

    /// <summary>
    /// Moves the clock an hour past the last day of a deadline, or so many days before that. How long that is depends on the day on which the test runs:
    /// a last day on a weekend or holiday moves on.
    /// </summary>
    public static async Task AdvancePastAsync(this TestApp app, string caseNumber, string ruleId, int daysBefore = 0)
    {
        var view = await app.UntilCaseAsync(caseNumber, c => Deadlines(c).ContainsKey(ruleId));
        AdvanceTo(app, DueOn(view, ruleId).AddDays(1 - daysBefore));
    }

    /// <summary>Moves the clock an hour into the business day that is so many from today.</summary>
    public static void AdvanceBusinessDays(this TestApp app, int days)
        => AdvanceTo(app, BusinessCalendar.Default.AddBusinessDays(PacificTime.LegalDay(app.Clock.GetUtcNow()), days));

    private static void AdvanceTo(TestApp app, DateOnly day)
        => app.Clock.Advance(PacificTime.StartOfDay(day) + TimeSpan.FromHours(1) - app.Clock.GetUtcNow());

    public static Task<JsonObject> UntilAttentionAsync(this TestApp app, string caseNumber)
        => app.UntilCaseAsync(caseNumber, c => c["needsAttention"] is not null);

    public static async Task<HttpStatusCode> StateAsync(this TestApp app, string token, string path, object body)
    {
        using var response = await app.PostAsync(token, path, body);
        return response.StatusCode;
    }

    public static async Task FindAsync(this TestApp app, string caseNumber, string outcome, params string[] reasonCodes)
        => (await app.StateAsync(Director, $"/api/cases/{caseNumber}/ad-finding", new { outcome, reasonCodes })).ShouldBe(HttpStatusCode.Accepted);

    public static async Task WithdrawAsync(this TestApp app, string caseNumber)
        => (await app.StateAsync("dev.applicant." + caseNumber, $"/api/cases/{caseNumber}/withdrawal", new { reason = "The treatment was authorized meanwhile." }))
            .ShouldBe(HttpStatusCode.Accepted);

    public static async Task DeclineAsync(this TestApp app, CaseRecord offered)
        => (await app.StateAsync(
            "dev.reviewer." + offered.Offer!.ReviewerId, $"/api/cases/{offered.Review.CaseNumber}/offers/{offered.Offer.OfferId}/answer", new { accepted = false, reason = "No time." }))
            .ShouldBe(HttpStatusCode.Accepted);

    public static Task<CaseRecord> UntilOfferedAsync(this TestApp app, string caseNumber, int attempt = 1)
        => app.Get<CaseRegister>().UntilAsync(caseNumber, r => r.Offer?.Attempt == attempt);

    /// <summary>The reviewers who hold a place for the case.</summary>
    public static async Task<IReadOnlyList<string>> HoldersAsync(this TestApp app, string caseNumber, int round = 1)
        => [.. (await app.Get<ReviewerPanel>().HoldersAsync(new ReviewKey(CaseNumber.Parse(caseNumber), round), CancellationToken.None)).Select(h => h.ReviewerId)];

    /// <summary>The legal day by the app's clock, as a body says it.</summary>
    public static string Today(TestApp app) => PacificTime.LegalDay(app.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Who is told something of a kind: the recipients of the case's outgoing messages.</summary>
    public static async Task<IReadOnlyList<string>> SentAsync(this TestApp app, string caseNumber, string kind)
    {
        var recipients = new List<string>();
        await foreach (var row in app.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber} and RowKey ge {"out|"} and RowKey lt {"out}"}")))
        {
            var message = ImrJson.Read<Notification>(row.GetString("Body")!);
            if (message.Kind == kind)
                recipients.AddRange(message.Recipients);
        }

        return recipients;
    }

    /// <summary>Waits until an uploaded document is a record of the case, and gives its hash.</summary>
    public static async Task<string> UntilDocumentAsync(this TestApp app, string caseNumber, string name)
    {
        var listed = await app.UntilAsync(Operator, $"/api/cases/{caseNumber}/documents", d => Find(d) is not null);
        return (string)Find(listed)!["sha256"]!;

        JsonNode? Find(JsonObject documents) => documents["documents"]!.AsArray().FirstOrDefault(d => d!.ToJsonString().Contains(name, StringComparison.Ordinal));
    }

    public static async Task<(HttpStatusCode Code, string? RetryAfter, JsonObject Body)> StatusAsync(this TestApp app, string caseNumber)
    {
        using var client = app.As(Operator);
        using var response = await client.GetAsync(new Uri($"/api/cases/{caseNumber}/status", UriKind.Relative));
        return (response.StatusCode, response.Headers.RetryAfter?.ToString(), JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public static IReadOnlyList<string> Notes(JsonObject view) => [.. view["timeline"]!.AsArray().Select(t => (string?)t!["note"]).OfType<string>()];

    /// <summary>The state of each deadline by its rule.</summary>
    public static Dictionary<string, string> Deadlines(JsonObject view)
        => view["deadlines"]!.AsArray().ToDictionary(d => (string)d!["ruleId"]!, d => (string)d!["state"]!, StringComparer.Ordinal);

    public static DateOnly DueOn(JsonObject view, string ruleId)
        => DateOnly.ParseExact((string)view["deadlines"]!.AsArray().Single(d => (string?)d!["ruleId"] == ruleId)!["dueOn"]!, "yyyy-MM-dd");

    /// <summary>A closed case without a letter: status 200, letter null, nobody holds a place.</summary>
    public static async Task ShouldBeClosedWithoutLetterAsync(this TestApp app, string caseNumber, string outcome)
    {
        var closed = await app.UntilStageAsync(caseNumber, "Closed");
        ((string?)closed["outcome"]).ShouldBe(outcome);
        closed["letters"]!.AsArray().ShouldBeEmpty();
        var status = await app.StatusAsync(caseNumber);
        status.Code.ShouldBe(HttpStatusCode.OK);
        status.Body.ContainsKey("letter").ShouldBeTrue();
        status.Body["letter"].ShouldBeNull();
        (await app.HoldersAsync(caseNumber)).ShouldBeEmpty();
    }
}
