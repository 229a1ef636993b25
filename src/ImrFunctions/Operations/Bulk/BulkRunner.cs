using Imr.Core.Cases.Statements;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations.Attention;
using ImrFunctions.Operations.Ledger;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Operations.Bulk;

/// <summary>
/// Does a bulk, case by case. What a case was told is a fact (or a note) whose id is the bulk's, so that a case that was told before a crash is found told, and
/// told once.
/// </summary>
public sealed class BulkRunner(OperationLedger ledger, CaseSnapshots snapshots, FactPost post, HandOverDesk handOver, CaseNotes notes, TimeProvider time, ILogger<BulkRunner> logger)
{
    public const string Done = "Done";

    /// <summary>The case does not stand at that trouble, or is not with that reviewer, any more.</summary>
    public const string Changed = "Changed";

    /// <summary>Somebody used the bulk's id for another statement.</summary>
    public const string Conflict = "Conflict";

    private const int CasesPerMessage = 100;

    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> RunAsync(DurableTaskClient client, Operation operation, CancellationToken cancellation, int limit = CasesPerMessage)
    {
        var request = ImrJson.Read<BulkRequest>(operation.Request);
        var toDo = await ledger.CasesAsync(operation.Id, limit, onlyToDo: true, cancellation);
        foreach (var one in toDo)
        {
            var outcome = await ApplySafelyAsync(client, operation, request, one, cancellation);
            await ledger.SetOutcomeAsync(operation.Id, one.CaseNumber, outcome, null, cancellation);
        }

        if (toDo.Count == limit)
            return true;
        await ledger.FinishAsync(operation, cancellation);
        return false;
    }

    private static string RequestId(Operation operation) => "bulk-" + operation.Id;

    private static bool Told(CaseSnapshot snapshot, FactKind kind, string requestId)
        => snapshot.OfKind(kind).Any(f => f.Ref.FactId.EndsWith("|" + requestId, StringComparison.Ordinal));

    /// <summary>A case that can't be read must not keep the others waiting; what storage refuses now, the message's next try does.</summary>
    private async Task<string> ApplySafelyAsync(DurableTaskClient client, Operation operation, BulkRequest request, OperationCase one, CancellationToken cancellation)
    {
        try
        {
            return await ApplyAsync(client, operation, request, one, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && FailureMiddleware.Classify(e) is not (FailureCode.StorageUnavailable or FailureCode.StorageConflict))
        {
            logger.LogError("Bulk {Id} could not be done to {CaseNumber}: {Code}, {Type}.", operation.Id, one.CaseNumber, FailureMiddleware.Classify(e), e.GetType().Name);
            return "Failed:" + FailureMiddleware.Classify(e);
        }
    }

    private async Task<string> ApplyAsync(DurableTaskClient client, Operation operation, BulkRequest request, OperationCase one, CancellationToken cancellation)
    {
        if (await snapshots.TryReadAsync(one.CaseNumber, cancellation) is not { Record: var record } snapshot)
            return Changed;
        if (request.Action == BulkAction.Reassign)
            return await ReassignAsync(client, operation, request, snapshot, one.Detail, cancellation);
        var requestId = RequestId(operation);
        var waits = record.Open && record.Attention?.Attempt == one.Attempt;
        if (request.Action == BulkAction.HandOver)
        {
            if (await notes.TryReadAsync(record.Review, requestId, cancellation) is not null)
                return Done;
            var note = new CaseNote(CaseNote.CurrentSchemaVersion, requestId, operation.By, time.GetUtcNow(), request.Reason, operation.RequestHash, request.To);
            return waits && await handOver.HandOverAsync(record, note, cancellation) != HandOverOutcome.Changed ? Done : Changed;
        }

        if (Told(snapshot, FactKind.OperatorDecision, requestId))
            return Done;
        var action = Enum.Parse<OperatorAction>(request.Action.ToString());
        if (!waits || (action == OperatorAction.Skip && record.Attention is { CanSkip: false }))
            return Changed;
        var decision = new OperatorDecision(OperatorDecision.CurrentSchemaVersion, action, request.Reason, operation.By);
        var fact = new FactToWrite<OperatorDecision>(record.Review, FactKind.OperatorDecision, one.Attempt, requestId, operation.By, time.GetUtcNow(), decision) { RequestHash = operation.RequestHash };
        return (await post.PostAsync(client, fact, cancellation)).Outcome is FactWriteOutcome.Created or FactWriteOutcome.Repeated ? Done : Conflict;
    }

    /// <summary>What an operator says of one case by <c>POST api/cases/{caseNumber}/reassign</c>.</summary>
    /// <param name="reviewerId">Who had the case or an offer of it in the preview.</param>
    private async Task<string> ReassignAsync(DurableTaskClient client, Operation operation, BulkRequest request, CaseSnapshot snapshot, string? reviewerId, CancellationToken cancellation)
    {
        var record = snapshot.Record;
        var requestId = RequestId(operation);
        if (Told(snapshot, FactKind.Reassignment, requestId))
            return Done;
        if (!Waits.For(record).Contains(FactKind.Reassignment) || record.Holders is not [var holder] || holder != reviewerId)
            return Changed;
        var body = new Reassignment(Reassignment.CurrentSchemaVersion, operation.By, holder, request.Cause!.Value, request.Reason);
        var fact = new FactToWrite<Reassignment>(record.Review, FactKind.Reassignment, snapshot.Next(FactKind.Reassignment), requestId, operation.By, time.GetUtcNow(), body)
        {
            RequestHash = operation.RequestHash,
            OnlyOne = true,
        };
        return (await post.PostAsync(client, fact, cancellation)).Outcome switch
        {
            FactWriteOutcome.Created or FactWriteOutcome.Repeated => Done,
            // Somebody said it of this case at the same time.
            FactWriteOutcome.Superseded => Changed,
            _ => Conflict,
        };
    }
}
