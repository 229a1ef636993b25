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

    /// <summary>The case does not stand at that trouble any more.</summary>
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
        var requestId = "bulk-" + operation.Id;
        var waits = record.Open && record.Attention?.Attempt == one.Attempt;
        if (request.Action == BulkAction.HandOver)
        {
            if (await notes.TryReadAsync(record.Review, requestId, cancellation) is not null)
                return Done;
            var note = new CaseNote(CaseNote.CurrentSchemaVersion, requestId, operation.By, time.GetUtcNow(), request.Reason, operation.RequestHash, request.To);
            return waits && await handOver.HandOverAsync(record, note, cancellation) != HandOverOutcome.Changed ? Done : Changed;
        }

        if (snapshot.OfKind(FactKind.OperatorDecision).Any(f => f.Ref.FactId.EndsWith("|" + requestId, StringComparison.Ordinal)))
            return Done;
        var action = Enum.Parse<OperatorAction>(request.Action.ToString());
        if (!waits || (action == OperatorAction.Skip && record.Attention is { CanSkip: false }))
            return Changed;
        var decision = new OperatorDecision(OperatorDecision.CurrentSchemaVersion, action, request.Reason, operation.By);
        var fact = new FactToWrite<OperatorDecision>(record.Review, FactKind.OperatorDecision, one.Attempt, requestId, operation.By, time.GetUtcNow(), decision) { RequestHash = operation.RequestHash };
        return (await post.PostAsync(client, fact, cancellation)).Outcome is FactWriteOutcome.Created or FactWriteOutcome.Repeated ? Done : Conflict;
    }
}
