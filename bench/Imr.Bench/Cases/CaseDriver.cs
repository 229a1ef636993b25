using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using LocalFunctions.Durable.Engine.History;
using Microsoft.Extensions.DependencyInjection;

namespace Imr.Bench.Cases;

/// <param name="StatusBytes">The longest custom status that was seen.</param>
internal sealed record PlayedCase(string Kind, TimeSpan Took, long HistoryBytes, int StatusBytes);

/// <summary>
/// Plays the people of one case over HTTP. When it is somebody's turn is read from the engine's custom status, which costs no storage operation: everything that
/// is counted is the app's.
/// </summary>
internal sealed class CaseDriver(BenchApp app, SampleCase sample, int serial)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly string _number = $"CM26-{1_000_000 + serial:D7}";
    private string _reviewer = "";
    private int _offers;
    private int _determinations;
    private int _answeredAtSeq = -1;
    private int _statusBytes;

    private string Address => "/api/cases/" + _number;

    private string ReviewerToken => "dev.reviewer." + _reviewer;

    /// <exception cref="BenchException">The case stood still or ended otherwise than its sample.</exception>
    public async Task<PlayedCase> RunAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await UploadAsync(cancellation);
        while (await app.Engine.GetInstanceAsync(_number, true, cancellation) is not { IsCompleted: true })
        {
            if (watch.Elapsed > s_limit)
                throw new BenchException($"{_number} (kind {sample.Letter}) stood still. Warnings: {string.Join("; ", app.Warnings.Take(3))}");
            if (await TurnAsync(cancellation) is { } waitingFor)
                await ActAsync(waitingFor.Split(' '), cancellation);
            await Task.Delay(s_poll, cancellation);
        }

        var took = watch.Elapsed;
        var outcome = (string?)(await GetAsync("dev.operator.bench", Address + "/status", cancellation))["outcome"];
        if (outcome != sample.Outcome)
            throw new BenchException($"{_number} (kind {sample.Letter}) ended as {outcome}, expected was {sample.Outcome}.");
        return new PlayedCase(sample.Letter, took, HistoryExport.Bytes(app.History, _number), _statusBytes);
    }

    private async Task UploadAsync(CancellationToken cancellation)
    {
        foreach (var (name, content) in sample.Documents)
            await app.Uploads.GetBlobClient($"{_number}/documents/{name}").UploadAsync(content, overwrite: true, cancellation);
        await app.Uploads.GetBlobClient($"{_number}/application.json").UploadAsync(sample.Application(_number), overwrite: true, cancellation);
    }

    /// <summary>What the case waits for, once for each wait.</summary>
    private async Task<string?> TurnAsync(CancellationToken cancellation)
    {
        if ((await app.Engine.GetInstanceAsync(_number, true, cancellation))?.SerializedCustomStatus is not { } text)
            return null;
        _statusBytes = Math.Max(_statusBytes, System.Text.Encoding.UTF8.GetByteCount(text));
        var status = System.Text.Json.JsonSerializer.Deserialize<ReviewStatus>(text, ImrJson.Options)!;
        if (status.Seq <= _answeredAtSeq || status.WaitingFor is null)
            return null;
        _answeredAtSeq = status.Seq;
        return status.WaitingFor;
    }

    private async Task ActAsync(string[] kinds, CancellationToken cancellation)
    {
        if (kinds.Contains("AdFinding"))
            await PostAsync("dev.ad.bench", "/ad-finding", sample.Script["adFinding"]!, cancellation);
        else if (kinds.Contains("OfferAnswer"))
            await AnswerAsync(cancellation);
        else if (kinds.Contains("Determination"))
            await DetermineAsync(cancellation);
        else if (kinds.Contains("Release"))
            await ReleaseAsync(cancellation);
    }

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        // Who was asked: people are told by a notice; the benchmark looks it up, outside of what is counted.
        var record = await app.Services.GetRequiredService<CaseRegister>().GetAsync(CaseNumber.Parse(_number), cancellation);
        _reviewer = record.Offer!.ReviewerId;
        var offers = await GetAsync(ReviewerToken, "/api/offers", cancellation);
        var offer = offers["offers"]!.AsArray().First(o => (string?)o!["caseNumber"] == _number)!;
        var declines = sample.Script["declines"]?.AsArray() ?? [];
        var answer = _offers < declines.Count ? declines[_offers]! : new JsonObject { ["accepted"] = true, ["noConflictAttested"] = true };
        _offers++;
        await PostAsync(ReviewerToken, $"/offers/{offer["offerId"]}/answer", answer, cancellation);
    }

    private async Task DetermineAsync(CancellationToken cancellation)
    {
        if (_determinations == 0)
        {
            await GetAsync(ReviewerToken, Address + "/review", cancellation);
            await PostAsync(ReviewerToken, "/provisional", sample.Script["provisional"]!, cancellation);
        }

        var review = await GetAsync(ReviewerToken, Address + "/review", cancellation);
        var body = sample.Script["determinations"]![_determinations++]!.DeepClone();
        body["recordsHash"] = (string?)review["recordsHash"];
        await PostAsync(ReviewerToken, "/determination", body, cancellation);
    }

    private async Task ReleaseAsync(CancellationToken cancellation)
    {
        var letter = await GetAsync("dev.releaser.bench", Address + "/release", cancellation);
        await PostAsync("dev.releaser.bench", "/release", new JsonObject { ["letterHash"] = (string?)letter["letterHash"], ["recordsHash"] = (string?)letter["recordsHash"] }, cancellation);
    }

    private async Task<JsonObject> GetAsync(string token, string path, CancellationToken cancellation)
    {
        using var response = await app.SendAsync(HttpMethod.Get, token, path, null, cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))!;
    }

    private async Task PostAsync(string token, string path, JsonNode body, CancellationToken cancellation)
    {
        using var content = JsonContent.Create(body);
        (await app.SendAsync(HttpMethod.Post, token, Address + path, content, cancellation)).Dispose();
    }
}
