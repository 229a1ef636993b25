using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Tests.Review;

/// <summary>
/// What people say to change a review, to an app that is killed meanwhile. Each kind waits for its turn, so that the test can kill the app while that very
/// kind is taken.
/// </summary>
internal sealed class KilledChanges(CaseStorage storage, IReadOnlyDictionary<string, FactKind> changes)
{
    /// <summary>In the order of their turns.</summary>
    public static IReadOnlyList<FactKind> Kinds { get; } = [FactKind.Authorization, FactKind.Recusal, FactKind.AmendmentDecision, FactKind.Remand];

    private readonly ConcurrentDictionary<string, ContentHash> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _amended = new(StringComparer.Ordinal);
    private int _turn;

    public void NextTurn() => Interlocked.Increment(ref _turn);

    /// <summary>A case that is authorized in part has a second item for it.</summary>
    public void Prepare(string number, JsonObject application)
    {
        if (changes[number] == FactKind.Authorization)
            ReviewChanges.WithSecondItem(application);
    }

    public bool OpensAgain(CaseRecord closed) => closed.Review.Round == 1 && changes[closed.Review.CaseNumber.Value] == FactKind.Remand;

    /// <returns>False when the case goes its usual way now.</returns>
    public async Task<bool> ActAsync(KilledCases people, CaseRecord record, CancellationToken cancellation)
    {
        var (number, home) = (record.Review.CaseNumber.Value, $"/api/cases/{record.Review.CaseNumber}/");
        var kind = changes[number];
        if (record.ApplicationHash is { } hash)
            _first.TryAdd(number, hash);
        var due = kind switch
        {
            FactKind.Authorization => record is { Stage: ReviewStage.ClinicalReview, ClosedItems.Count: 0 },
            FactKind.Recusal => record is { Stage: ReviewStage.ClinicalReview, DeterminationAttempt: 1 },
            FactKind.AmendmentDecision => record.Stage == ReviewStage.ClinicalReview && record.ApplicationHash == _first[number],
            _ => !record.Open,
        };
        if (!due)
            return false;
        if (Kinds.ToList().IndexOf(kind) > Volatile.Read(ref _turn))
            return true;
        var today = PacificTime.LegalDay(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (token, path, body) = (kind, record.PendingAmendment) switch
        {
            (FactKind.Authorization, _) => (ReviewActs.Operator, "authorization", (object?)new { itemIds = new[] { ReviewChanges.SecondItem }, authorizedOn = today }),
            (FactKind.Recusal, _) => ("dev.reviewer." + record.ReviewerId, "recusal", new { cause = "Scope", reason = "Not my field." }),
            (FactKind.AmendmentDecision, { } pending) => (ReviewActs.Operator, "amendment-decision", new { amendment = pending.Value, accepted = true, reason = "The adjuster wrote." }),
            (FactKind.AmendmentDecision, null) => (ReviewActs.Operator, "", null),
            _ => (ReviewActs.Director, "remand", new { ground = "Fraud", orderedOn = today }),
        };
        if (body is not null)
            await people.PostAsync(token, home + path, body, kind.ToString(), cancellation);
        else if (_amended.TryAdd(number, true))
            await AmendAsync(number, record.ReviewerId!, cancellation);
        return true;
    }

    /// <summary>The corrected application names a provider who is the reviewer: she is in conflict.</summary>
    private async Task AmendAsync(string number, string reviewerId, CancellationToken cancellation)
    {
        var blob = storage.CaseFiles.GetBlobClient(number + "/application.json");
        var application = JsonNode.Parse((await blob.DownloadContentAsync(cancellation)).Value.Content.ToString())!;
        application["otherProviders"]!.AsArray().Add(new JsonObject { ["name"] = "Invented Clinic", ["npi"] = InventedPanel.NpiOf(reviewerId).Value, ["role"] = "Treating" });
        await blob.UploadAsync(BinaryData.FromString(application.ToJsonString()), overwrite: true, cancellation);
    }
}
