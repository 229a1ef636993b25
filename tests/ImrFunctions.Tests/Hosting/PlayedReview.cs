using System.Text.Json.Nodes;
using Imr.Testing;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Tests.Hosting;

/// <summary>Plays a sample's people through the public endpoints, by the sample's script: what most tests need to get a case to a stage.</summary>
internal sealed class PlayedReview(TestApp app, string sample, string? caseNumber = null)
{
    private readonly JsonObject _script = JsonNode.Parse(File.ReadAllText(RepoRoot.Combine("samples", "play", sample + ".json")))!.AsObject();

    public string CaseNumber { get; } = caseNumber ?? sample;

    public string Reviewer { get; private set; } = "";

    public string ReviewerToken => "dev.reviewer." + Reviewer;

    /// <summary>Uploads the case and waits for the offer.</summary>
    public async Task ToOfferAsync()
    {
        await app.UploadSampleAsync(sample, CaseNumber);
        await OfferedAsync();
    }

    public async Task<JsonObject> OfferedAsync()
    {
        var record = await app.Get<CaseRegister>().UntilAsync(CaseNumber, r => r.Offer is not null);
        Reviewer = record.Offer!.ReviewerId;
        return await app.UntilAsync(ReviewerToken, "/api/offers", o => o["offers"]!.AsArray().Any(x => (string?)x!["caseNumber"] == CaseNumber));
    }

    public async Task AcceptAsync()
    {
        var record = await app.Get<CaseRegister>().UntilAsync(CaseNumber, r => r.Offer is not null);
        using var answer = await app.PostAsync(ReviewerToken, $"/api/cases/{CaseNumber}/offers/{record.Offer!.OfferId}/answer", new { accepted = true, noConflictAttested = true });
        answer.EnsureSuccessStatusCode();
        await app.UntilStageAsync(CaseNumber, "ClinicalReview");
    }

    public async Task ToClinicalReviewAsync()
    {
        await ToOfferAsync();
        await AcceptAsync();
    }

    /// <param name="change">What the test has her say otherwise.</param>
    public async Task StateProvisionalAsync(Action<JsonObject>? change = null)
    {
        var body = _script["provisional"]!.DeepClone().AsObject();
        change?.Invoke(body);
        using var response = await app.PostAsync(ReviewerToken, $"/api/cases/{CaseNumber}/provisional", body);
        response.EnsureSuccessStatusCode();
    }

    /// <param name="n">Which determination of the script, from 0.</param>
    /// <param name="change">What the test has her say otherwise.</param>
    public async Task<HttpResponseMessage> DetermineAsync(int n, string? idempotencyKey = null, Action<JsonObject>? change = null)
    {
        var review = await app.UntilAsync(ReviewerToken, $"/api/cases/{CaseNumber}/review", r => (bool?)r["provisionalStored"] == true);
        var body = _script["determinations"]![n]!.DeepClone().AsObject();
        body["recordsHash"] = (string?)review["recordsHash"];
        change?.Invoke(body);
        return await app.PostAsync(ReviewerToken, $"/api/cases/{CaseNumber}/determination", body, idempotencyKey);
    }

    public async Task ToReleaseAsync()
    {
        await ToClinicalReviewAsync();
        await StateProvisionalAsync();
        using var response = await DetermineAsync(_script["determinations"]!.AsArray().Count - 1);
        response.EnsureSuccessStatusCode();
        await app.UntilStageAsync(CaseNumber, "AwaitingRelease");
    }

    public async Task<HttpResponseMessage> ReleaseAsync(string releaser = "dev.releaser.md-1")
    {
        var letter = await app.UntilAsync(releaser, $"/api/cases/{CaseNumber}/release", r => r["letterHash"] is not null);
        return await app.PostAsync(releaser, $"/api/cases/{CaseNumber}/release", new { letterHash = (string?)letter["letterHash"], recordsHash = (string?)letter["recordsHash"] });
    }

    /// <summary>The whole way to the letter.</summary>
    public async Task<JsonObject> ToLetterAsync()
    {
        await ToReleaseAsync();
        using var response = await ReleaseAsync();
        response.EnsureSuccessStatusCode();
        return await app.UntilStageAsync(CaseNumber, "Closed");
    }
}
