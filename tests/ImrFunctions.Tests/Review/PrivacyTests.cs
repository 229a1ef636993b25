using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imr.Core.Records;
using Imr.Testing;
using ImrFunctions.Tests.Hosting;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;

namespace ImrFunctions.Tests.Review;

/// <summary>PHI stands in blobs and tables only.</summary>
public sealed partial class PrivacyTests
{
    private static readonly string[] s_samples = ["CM26-0000101", "CM26-0000102"];

    [Fact]
    public async Task Nothing_of_a_case_leaves_blobs_and_tables()
    {
        await using var app = await TestApp.StartAsync();
        await app.ImportPanelAsync();
        var longest = new PlayedReview(app, s_samples[0]);
        await longest.ToClinicalReviewAsync();
        await longest.StateProvisionalAsync();
        using (var returned = await longest.DetermineAsync(0))
            returned.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilNotedAsync(longest.CaseNumber, "QualityReturned");
        using (var corrected = await longest.DetermineAsync(1))
            corrected.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(longest.CaseNumber, "AwaitingRelease");
        var status = await StatusOfInstanceAsync(app, longest.CaseNumber);
        using (var released = await longest.ReleaseAsync())
            released.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await app.UntilStageAsync(longest.CaseNumber, "Closed");
        // An upload's name can be PHI too.
        await PutDocumentAsync(app, s_samples[1], "whitcombe-darlene-mri.txt");
        await new PlayedReview(app, s_samples[1]).ToLetterAsync();

        var engine = app.Get<DurableEngine>();
        var histories = s_samples.ToDictionary(s => s, s => HistoryExport.Export(engine, s), StringComparer.Ordinal);
        var seen = new StringBuilder(status);
        foreach (var text in app.Log.All.Concat(histories.Values))
            seen.AppendLine(text);
        foreach (var sample in s_samples)
            seen.AppendLine(await MessagesAsync(app, sample)).AppendLine(await AddressesAsync(app, sample));

        var all = seen.ToString();
        // What is looked for does stand where it may: the search itself works.
        (await StoredLetterAsync(app, s_samples[0])).ShouldContain("Whitcombe");
        var private_ = s_samples.SelectMany(Words).Concat(ReviewerNames()).Append("whitcombe").ToHashSet(StringComparer.OrdinalIgnoreCase);
        private_.Count.ShouldBeGreaterThan(100);
        private_.Where(word => all.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        HistoryExport.Bytes(engine, s_samples[0]).ShouldBeLessThan(64 * 1024);
        Encoding.UTF8.GetByteCount(status).ShouldBeLessThan(1024);
    }

    private static async Task<string> StatusOfInstanceAsync(TestApp app, string instance)
        => (await app.Engine.GetInstanceAsync(instance, true, CancellationToken.None))?.SerializedCustomStatus ?? throw new InvalidOperationException("The instance has no custom status.");

    private static async Task PutDocumentAsync(TestApp app, string caseNumber, string name)
    {
        using var client = app.As("dev.intake.desk-1");
        using var content = new StringContent("An addendum of no importance.");
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var response = await client.PutAsync(new Uri($"/api/cases/{caseNumber}/documents/{name}", UriKind.Relative), content);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>What went over the queues: the bodies of the outbox rows; the other queue carries case numbers.</summary>
    private static async Task<string> MessagesAsync(TestApp app, string caseNumber)
    {
        var bodies = new StringBuilder();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber} and RowKey ge {"out|"} and RowKey lt {"out}"}");
        await foreach (var row in app.Storage.Cases.QueryAsync<TableEntity>(filter))
            bodies.AppendLine(row.GetString("Body"));
        bodies.Length.ShouldBeGreaterThan(0);
        return bodies.ToString();
    }

    private static async Task<string> AddressesAsync(TestApp app, string caseNumber)
        => string.Join('\n', (await app.CaseAsync(caseNumber))["letters"]!.AsArray().SelectMany(l => new[] { (string)l!["text"]!, (string)l["html"]!, (string)l["json"]! }));

    private static async Task<string> StoredLetterAsync(TestApp app, string caseNumber)
        => (await app.Storage.Letters.GetBlobClient($"{caseNumber}/r1/v1/final-determination.txt").DownloadContentAsync()).Value.Content.ToString();

    /// <summary>Names, numbers and addresses of the application, and every sentence of the documents.</summary>
    private static IEnumerable<string> Words(string sample)
    {
        var folder = RepoRoot.Combine("samples", "cases", sample);
        var application = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "application.json")))!;
        string[] parts = ["injuredWorker", "employer", "claim", "attorney", "requestingPhysician", "otherProviders", "facilities", "disputedItems"];
        var values = parts.Select(p => application[p]).OfType<JsonNode>().SelectMany(Strings)
            .Append((string)application["claimsAdministrator"]!["companyName"]!)
            .Append((string)application["claimsAdministrator"]!["contactName"]!);
        var sentences = Directory.EnumerateFiles(Path.Combine(folder, "documents"))
            .SelectMany(f => DocumentText.Read(File.ReadAllBytes(f), Path.GetFileName(f)).Pages)
            .SelectMany(p => SentenceEnd().Split(p.Text)).Select(s => s.Trim()).Where(s => s.Length > 25);
        // Words of the contract, such as a role or an outcome, are no PHI.
        return values.Where(v => v.Length > 5 && !ContractWords().IsMatch(v)).Concat(sentences);
    }

    private static IEnumerable<string> Strings(JsonNode node)
        => node switch
        {
            JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Strings),
            JsonArray a => a.OfType<JsonNode>().SelectMany(Strings),
            JsonValue v when v.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    /// <summary>Who reviewed is confidential (LC 4610.6(f)).</summary>
    private static IEnumerable<string> ReviewerNames()
        => File.ReadLines(RepoRoot.Combine("samples", "reviewers.csv")).Skip(1).Select(l => l.Split(',')).SelectMany(c => new[] { c[1], c[2], c[3] }).Where(n => n.Length > 5);

    [GeneratedRegex(@"[.\n]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\A(?:Denied|Modified|lumbar|cervical|Radiologist|Physician assistant)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContractWords();
}
