using System.Net;
using System.Text.Json.Nodes;
using Imr.Cli.Api;
using Imr.Core.Cases;
using Imr.Core.Determinations;

namespace Imr.Cli.Demo;

/// <summary>The expert reviewer whom the app offers the case: accepts, states her own view, then decides and signs.</summary>
internal sealed class ReviewerPart(ImrApi api, DemoCase sample, IReadOnlyList<string> reviewers, BoardRow row)
{
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private string? _reviewerId;
    private int _determinations;
    private int _decidedAtSeq;
    private bool _provisionalSent;

    private CaseNumber Number => sample.Directory.CaseNumber;

    private string Address => $"/api/cases/{Number}";

    /// <summary>Whoever of the panel has an offer of this case answers it: declines as the script says, else accepts. Nobody knows beforehand whom the app will ask.</summary>
    public async Task AnswerOfferAsync(CancellationToken cancellation)
    {
        foreach (var reviewer in reviewers)
        {
            var open = await api.GetAsync<OffersView>("/api/offers", Token.Reviewer(reviewer), cancellation);
            if (open.Offers.FirstOrDefault(offer => offer.CaseNumber == Number.Value && !_answered.Contains(offer.OfferId)) is not { } offer)
                continue;

            var decline = sample.Script.Declines?.ElementAtOrDefault(_answered.Count);
            var answer = decline ?? new JsonObject { ["accepted"] = true, ["noConflictAttested"] = true };
            await api.PostAsync($"{Address}/offers/{Uri.EscapeDataString(offer.OfferId)}/answer", Token.Reviewer(reviewer), answer, cancellation);
            _answered.Add(offer.OfferId);
            _reviewerId = decline is null ? reviewer : null;
            row.Say(decline is null ? $"{reviewer} attests that she has no conflict and accepts" : $"{reviewer} declines");
            return;
        }

        if (_answered.Count == 0)
            row.Say("the app looks for a reviewer");
    }

    public async Task ReviewAsync(CaseView view, CancellationToken cancellation)
    {
        if (_reviewerId is null)
            throw new CliException($"{Number} is under review by somebody whom the demo does not play: check samples/reviewers.csv.");

        var visit = view.Timeline?.Where(entry => entry.Stage == "ClinicalReview").Max(entry => (int?)entry.Seq) ?? 0;
        if (_determinations > 0 && (visit <= _decidedAtSeq || !await CameBackAsync(cancellation)))
            return;

        var review = await api.GetAsync<ReviewView>($"{Address}/review", Token.Reviewer(_reviewerId), cancellation);
        if (!review.ProvisionalStored)
            await SayProvisionalAsync(cancellation);
        else
            await DecideAsync(review.RecordsHash, visit, cancellation);
    }

    private async Task SayProvisionalAsync(CancellationToken cancellation)
    {
        if (_provisionalSent)
            return;

        var body = sample.Script.Provisional
            ?? throw new CliException($"{Number} waits for a provisional outcome and its play script has none: add it to samples/play.");
        await api.PostAsync($"{Address}/provisional", Token.Reviewer(_reviewerId!), body, cancellation);
        _provisionalSent = true;
        row.Say($"{_reviewerId} states her own criteria and view, before she sees the machine's");
    }

    private async Task DecideAsync(string recordsHash, int visit, CancellationToken cancellation)
    {
        var body = sample.Script.Determination(_determinations, recordsHash);
        await api.PostAsync($"{Address}/determination", Token.Reviewer(_reviewerId!), body, cancellation);
        _determinations++;
        _decidedAtSeq = visit;
        row.Say($"{_reviewerId} signs determination {_determinations}");
    }

    /// <summary>
    /// Whether the last determination was checked and sent back; shows why. The register shows the return (a new entry in the timeline) and the report
    /// says which attempt it judged: either alone could be seen too early.
    /// </summary>
    private async Task<bool> CameBackAsync(CancellationToken cancellation)
    {
        var quality = await FindQualityAsync(cancellation);
        if (quality is null || quality.Attempt < _determinations || quality.Report.MayBeReleased)
            return false;

        foreach (var finding in quality.Report.Findings.Where(f => !f.Passed && f.Severity == QualitySeverity.Block))
            row.Note($"quality check {finding.Id} sends it back: {finding.Message}");
        return true;
    }

    private async Task<QualityView?> FindQualityAsync(CancellationToken cancellation)
    {
        try
        {
            return await api.GetAsync<QualityView>($"{Address}/quality", Token.Reviewer(_reviewerId!), cancellation);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
