using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Eligibility;
using Imr.Testing;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// The people of many cases at once. They look at the register, which stands in storage that nobody kills, act over HTTP under keys of their own, and act
/// again when nothing came of it: the app may be down, or may have died between an answer and its effect.
/// </summary>
internal sealed class KilledCases(CaseStorage storage, HttpClient client, IReadOnlyList<(string Number, string Sample)> cases, KilledChanges? changes = null)
{
    private readonly Dictionary<string, string> _samples = cases.ToDictionary(c => c.Number, c => c.Sample, StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _scripts = cases.Select(c => c.Sample).Distinct(StringComparer.Ordinal)
        .ToDictionary(s => s, s => JsonNode.Parse(File.ReadAllText(RepoRoot.Combine("samples", "play", s + ".json")))!, StringComparer.Ordinal);

    private int _progress;

    /// <summary>The sum of all cases' sequence numbers: how far the reviews are.</summary>
    public int Progress => Volatile.Read(ref _progress);

    public Task UploadAsync() => Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, cancellation) =>
    {
        var folder = RepoRoot.Combine("samples", "cases", one.Sample);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents")))
            await storage.CaseFiles.GetBlobClient($"{one.Number}/documents/{Path.GetFileName(file)}").UploadAsync(file, overwrite: true, cancellation);
        var application = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "application.json"), cancellation))!;
        application["caseNumber"] = one.Number;
        changes?.Prepare(one.Number, application.AsObject());
        await storage.CaseFiles.GetBlobClient($"{one.Number}/application.json").UploadAsync(BinaryData.FromString(application.ToJsonString()), overwrite: true, cancellation);
    });

    /// <summary>Plays until every case is closed.</summary>
    public async Task<IReadOnlyList<CaseRecord>> PlayAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var records = await ReadAllAsync(cancellation);
            Volatile.Write(ref _progress, records.Sum(r => r.StageSeq));
            if (records.Count == cases.Count && records.All(IsDone))
                return records;
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation };
            await Parallel.ForEachAsync(records.Where(r => !IsDone(r)), parallel, async (record, stop) =>
            {
                record.Attention.ShouldBeNull();
                try
                {
                    if (changes is null || !await changes.ActAsync(this, record, stop))
                        await ActAsync(record, stop);
                }
                catch (HttpRequestException)
                {
                    // The app is down, or fell while it answered: the next round acts again.
                }
            });
            await Task.Delay(150, cancellation);
        }
    }

    private bool IsDone(CaseRecord record) => !record.Open && changes?.OpensAgain(record) != true;

    private async Task<List<CaseRecord>> ReadAllAsync(CancellationToken cancellation)
    {
        var records = new List<CaseRecord>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {RowKeys.Case}"), cancellationToken: cancellation))
            records.Add(CaseColumns.Read(row));
        return records;
    }

    private Task ActAsync(CaseRecord record, CancellationToken cancellation)
    {
        var (home, script) = ($"/api/cases/{record.Review.CaseNumber}", _scripts[_samples[record.Review.CaseNumber.Value]]);
        return record switch
        {
            { Stage: Imr.Core.Cases.ReviewStage.EligibilityReview, Eligibility: null, Proposal.Outcome: not EligibilityOutcome.Eligible }
                => PostAsync(ReviewActs.Director, home + "/ad-finding", script["adFinding"]!, "finding", cancellation),
            { Offer: { } offer } => PostAsync("dev.reviewer." + offer.ReviewerId, $"{home}/offers/{offer.OfferId}/answer", new { accepted = true, noConflictAttested = true }, $"answer-{offer.Attempt}", cancellation),
            { Stage: Imr.Core.Cases.ReviewStage.ClinicalReview } => DecideAsync(record, home, script, cancellation),
            { Stage: Imr.Core.Cases.ReviewStage.AwaitingRelease } => ReleaseAsync(record, home, cancellation),
            _ => Task.CompletedTask,
        };
    }

    private async Task DecideAsync(CaseRecord record, string home, JsonNode script, CancellationToken cancellation)
    {
        var token = "dev.reviewer." + record.ReviewerId;
        if (await GetAsync(token, home + "/review", cancellation) is not { } review)
            return;
        if ((bool?)review["provisionalStored"] != true)
        {
            await PostAsync(token, home + "/provisional", script["provisional"]!, "provisional-" + record.ReviewerId, cancellation);
            return;
        }

        var determinations = script["determinations"]!.AsArray();
        var body = determinations[Math.Min(record.DeterminationAttempt, determinations.Count) - 1]!.DeepClone();
        body["recordsHash"] = (string?)review["recordsHash"];
        await PostAsync(token, home + "/determination", body, $"determination-{record.DeterminationAttempt}", cancellation);
    }

    private async Task ReleaseAsync(CaseRecord record, string home, CancellationToken cancellation)
    {
        if (await GetAsync(ReviewActs.Releaser, home + "/release", cancellation) is { } letter)
            await PostAsync(ReviewActs.Releaser, home + "/release", new { letterHash = (string?)letter["letterHash"], recordsHash = (string?)letter["recordsHash"] }, $"release-{record.DraftAttempt}", cancellation);
    }

    private async Task<JsonNode?> GetAsync(string token, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await client.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation)) : null;
    }

    /// <summary>States something; a 409 says that the case has gone on meanwhile, and is looked at again.</summary>
    internal async Task PostAsync(string token, string path, object body, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request, cancellation);
        ((int)response.StatusCode).ShouldBeOneOf(202, 404, 409, 500, 503);
    }
}
