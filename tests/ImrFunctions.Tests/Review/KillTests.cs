using System.Globalization;
using System.Net.Http.Headers;
using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Matching;
using ImrFunctions.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Xunit.Abstractions;

namespace ImrFunctions.Tests.Review;

/// <summary>The app is killed at any instruction and started again: nothing is lost, nothing happens twice. IMR_KILL_SEED repeats a run's kills, IMR_KILL_CASES sets the number of cases.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const string A = "CM26-0000101";
    private const string B = "CM26-0000102";
    private const string C = "CM26-0000103";

    private static readonly string[] s_straight =
        ["Received", "EligibilityReview Proposed:Eligible", "RecordsRequested NoarfiSent,RecordsComplete", "ReviewerAssignment", "ClinicalReview", "AwaitingRelease QualityPassed", "Issued", "Closed Issued"];

    /// <summary>What stands in a case's timeline, whatever happened to the app.</summary>
    private static readonly Dictionary<string, string[]> s_timelines = new(StringComparer.Ordinal)
    {
        [A] = [.. s_straight[..5], "ClinicalReview QualityReturned", .. s_straight[5..]],
        [B] = s_straight,
        [C] = ["Received", "EligibilityReview Proposed:Ineligible", "EligibilityReview Found:Ineligible", "Closed Ineligible"],
    };

    [Fact]
    public async Task Cases_go_on_through_three_kills_with_nothing_lost_and_nothing_twice()
    {
        var seed = Setting("IMR_KILL_SEED") ?? Random.Shared.Next();
        var count = Setting("IMR_KILL_CASES") ?? 40;
        output.WriteLine($"IMR_KILL_SEED={seed}");
        var random = new Random(seed);
        var cases = Enumerable.Range(0, count).Select(n => (Number: $"CM26-4000{n:000}", Sample: new[] { A, B, C }[n % 3])).ToList();
        var (host, account) = (await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        await using var services = Services(account);
        var storage = services.GetRequiredService<CaseStorage>();
        await storage.EnsureCreatedAsync(CancellationToken.None);
        await using var app = new AppUnderKill(host, account);
        app.Start();
        using var client = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        await ImportPanelAsync(client, limit.Token);

        var people = new KilledCases(storage, client, cases);
        await people.UploadAsync();
        var kills = KillAsync(app, people, random, count, limit.Token);
        IReadOnlyList<CaseRecord> closed;
        try
        {
            closed = await people.PlayAsync(limit.Token);
            await kills;
            await UntilHandedOutAsync(storage, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ShouldAssertException)
        {
            output.WriteLine(app.LastOutput);
            throw;
        }

        foreach (var (number, sample) in cases)
            await CheckAsync(services, closed.Single(r => r.Review.CaseNumber.Value == number), sample);
        (await services.GetRequiredService<ReviewerPanel>().AllAsync(CancellationToken.None)).ShouldAllBe(m => m.Open.Count == 0);
        (await NamesAsync(storage.Quarantine, "")).ShouldBeEmpty();
    }

    /// <summary>Three kills, each when the reviews have got to a random point and a random moment after.</summary>
    private async Task KillAsync(AppUnderKill app, KilledCases people, Random random, int count, CancellationToken cancellation)
    {
        // A case takes about eight steps.
        foreach (var (from, to) in new[] { (0.8, 2.5), (2.8, 4.7), (5, 7) })
        {
            var at = random.Next((int)(from * count), (int)(to * count));
            while (people.Progress < at)
                await Task.Delay(5, cancellation);
            await Task.Delay(random.Next(300), cancellation);
            await app.KillAsync();
            output.WriteLine($"Killed at {people.Progress}.");
            app.Start();
        }
    }

    internal static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : null;

    internal static ServiceProvider Services(string account)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["CaseFiles"] = account }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        AppServices.Add(services, configuration, new HostingEnvironment { EnvironmentName = "Development" });
        return services.BuildServiceProvider();
    }

    internal static async Task ImportPanelAsync(HttpClient client, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, "/api/reviewers") { Content = new StringContent(InventedPanel.Csv(12, capacity: 10)) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ReviewActs.Operator);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
                using var response = await client.SendAsync(request, cancellation);
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
                await Task.Delay(100, cancellation);
            }
        }
    }

    /// <summary>A message that a killed app held comes back to the queue after half a minute.</summary>
    internal static async Task UntilHandedOutAsync(CaseStorage storage, CancellationToken cancellation)
    {
        while (true)
        {
            var (messages, deliveries) = (0, 0);
            await foreach (var row in storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {"delivery|"} and RowKey lt {"out}"}"), cancellationToken: cancellation))
            {
                messages += row.RowKey.StartsWith("out|", StringComparison.Ordinal) ? 1 : 0;
                deliveries += row.RowKey.StartsWith("delivery|", StringComparison.Ordinal) ? 1 : 0;
            }

            if (messages > 0 && messages == deliveries)
                return;
            await Task.Delay(200, cancellation);
        }
    }

    private static async Task CheckAsync(ServiceProvider services, CaseRecord record, string sample)
    {
        var (storage, number) = (services.GetRequiredService<CaseStorage>(), record.Review.CaseNumber.Value);
        record.End.ShouldBe(sample == C ? CaseEnd.Ineligible : CaseEnd.Issued, number);
        var timeline = await services.GetRequiredService<CaseRegister>().TimelineAsync(record.Review.CaseNumber, CancellationToken.None);
        timeline.Select(t => t.Note is null ? $"{t.Stage}" : $"{t.Stage} {t.Note}").ShouldBe(s_timelines[sample], number);
        timeline.Select(t => t.Seq).ShouldBeInOrder(SortDirection.Ascending, number);
        timeline.Select(t => t.Seq).ShouldBeUnique();

        var rows = new List<TableEntity>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {number}")))
            rows.Add(row);
        await CheckLetterAsync(storage, record, sample);
        await CheckFactsAsync(storage, rows, number, sample);
        await CheckMessagesAsync(storage, rows, number);
    }

    private static async Task CheckLetterAsync(CaseStorage storage, CaseRecord record, string sample)
    {
        var number = record.Review.CaseNumber.Value;
        var letters = await NamesAsync(storage.Letters, number + "/");
        if (sample == C)
        {
            (letters.Count, record.Letters.Count).ShouldBe((0, 0), number);
            return;
        }

        var issued = record.Letters.ShouldHaveSingleItem();
        issued.Outcome.ShouldBe(sample == A ? CaseOutcome.Uphold : CaseOutcome.Overturn, number);
        letters.ShouldBe([.. new[] { "html", "json", "txt" }.Select(f => $"{number}/r1/v1/final-determination.{f}")], ignoreOrder: true);
        foreach (var name in letters)
        {
            var blob = (await storage.Letters.GetBlobClient(name).DownloadContentAsync()).Value;
            var hash = ContentHash.Of(blob.Content.ToMemory().Span);
            blob.Details.Metadata["sha256"].ShouldBe(hash.Value, name);
            if (name.EndsWith(".json", StringComparison.Ordinal))
                hash.ShouldBe(issued.LetterHash, name);
        }
    }

    /// <summary>Each person said it once, each attempt was checked once, one reviewer had the case.</summary>
    private static async Task CheckFactsAsync(CaseStorage storage, List<TableEntity> rows, string number, string sample)
    {
        var said = rows.Where(r => r.RowKey.StartsWith("fact|", StringComparison.Ordinal)).GroupBy(r => r.GetString("Kind")!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        // A record whose trigger came before the first step had listed it is stated too; that changes nothing.
        said.Remove("Document");
        var (assignments, drafts) = (new List<string>(), sample == A ? 2 : 1);
        await foreach (var row in storage.Assignments.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {number + "|"} and RowKey lt {number + "}"}")))
            assignments.Add(row.GetString("State")!);
        if (sample == C)
        {
            said.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["AdFinding"] = 1 }, ignoreOrder: true, number);
            assignments.ShouldBeEmpty(number);
            return;
        }

        said.ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["AdFinding"] = 1, ["OfferAnswer"] = 1, ["Provisional"] = 1, ["Determination"] = drafts, ["Release"] = 1 }, ignoreOrder: true, number);
        rows.Where(r => r.RowKey.StartsWith("fact|", StringComparison.Ordinal) && r.GetString("Kind") is not ("Provisional" or "Document")).ShouldAllBe(r => r.GetBoolean("Consumed") == true);
        assignments.ShouldBe(["Ended"], number);
        // A draft for each attempt, and the letter that the release decided on.
        (await NamesAsync(storage.Drafts, number + "/")).Count.ShouldBe(drafts + 1, number);
        (await NamesAsync(storage.Evaluations, number + "/")).ShouldHaveSingleItem(number);
    }

    internal static async Task CheckMessagesAsync(CaseStorage storage, List<TableEntity> rows, string number)
    {
        var expected = rows.Where(r => r.RowKey.StartsWith("out|", StringComparison.Ordinal))
            .Select(r => Imr.Core.Serialization.ImrJson.Read<Notification>(r.GetString("Body")!))
            .SelectMany(n => n.Recipients.Select(to => $"{n.MessageId}/{to}.json")).ToList();
        expected.ShouldNotBeEmpty(number);
        (await NamesAsync(storage.Outgoing, number)).ShouldBe(expected, ignoreOrder: true, number);
    }

    internal static async Task<IReadOnlyList<string>> NamesAsync(Azure.Storage.Blobs.BlobContainerClient container, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: prefix))
            names.Add(blob.Name);
        return names;
    }
}
