using ImrFunctions.Operations.Bulk;
using ImrFunctions.Operations.Findings;
using ImrFunctions.Operations.Replan;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Operations.Ledger;

/// <summary>Goes on with work on many cases.</summary>
public sealed class OperationFunctions(OperationLedger ledger, BulkRunner bulk, ReplanRunner replan, FindingsRunner findings, IOptions<ReconcileOptions> options)
{
    /// <summary>The message is the operation's id.</summary>
    [Function(nameof(RunOperation))]
    public async Task RunOperation([QueueTrigger("%Storage:OperationsQueue%", Connection = "CaseFiles")] string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (await ledger.TryReadAsync(id, cancellation) is not { } operation)
            return;
        if (operation.DoneAt is not null)
        {
            // A crash between its end and its mark among the open ones.
            await ledger.FinishAsync(operation, cancellation);
            return;
        }

        var more = operation.Kind switch
        {
            OperationKind.Bulk => await bulk.RunAsync(client, operation, cancellation),
            OperationKind.Replan => await replan.RunAsync(client, operation, cancellation),
            OperationKind.Findings => await findings.RunAsync(client, operation, cancellation),
            _ => throw new InvalidOperationException("There is no such kind of operation."),
        };
        if (more)
            await ledger.SendAsync(id, cancellation);
    }

    /// <summary>Each minute: what a crash or a poisoned message left unfinished.</summary>
    [Function(nameof(ResumeOperations))]
    public Task ResumeOperations([TimerTrigger("%Reconcile:Schedule%")] TimerInfo timer, CancellationToken cancellation)
        => ledger.ResumeAsync(TimeSpan.FromSeconds(options.Value.GraceSeconds), cancellation);
}
