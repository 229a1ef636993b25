using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Tray;
using ImrFunctions.Operations.Watch;
using ImrFunctions.Review;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Operations;

/// <summary>What one pass found and mended. Counts only.</summary>
public sealed record ReconcileReport(int CasesSeen, int UploadsRetried, int InstancesStarted, int EventsRaised, int MessagesSent, int InstancesFailed, int CasesFailed);

/// <summary>Settings of reconcile (section <c>Reconcile</c>).</summary>
public sealed class ReconcileOptions
{
    public const string Section = "Reconcile";

    /// <summary>Open cases looked at in a pass; the next pass goes on where this one stopped. Default 500.</summary>
    public int CasesPerPass { get; set; } = 500;

    /// <summary>A fact, message or upload younger than this is left to its own trigger. Seconds; default 60.</summary>
    public double GraceSeconds { get; set; } = 60;

    /// <summary>When a pass starts, as a CRON expression of six fields, UTC. Default: each minute.</summary>
    public string Schedule { get; set; } = "0 */1 * * * *";
}

/// <summary>
/// Finds what a crash or a lost trigger left behind, by comparing uploads ↔ register ↔ facts ↔ instances, and does the missing step again. Everything it
/// repeats is a no-op when it was not missing.
/// </summary>
public sealed class Reconciler(
    CaseStorage storage, CaseRegister register, CaseIndex index, AttentionIndex attention, FactStore facts, FactPost post, Outbox outbox, IntakeDesk desk, ReviewStarter starter, StageAges ages, ClosedIndex closed,
    TrayKeeper tray, IOptions<TrayOptions> trayOptions, TimeProvider time, IOptions<ReconcileOptions> options, ILogger<Reconciler> logger)
{
    private const string CursorPartition = "reconcile";

    /// <summary>What a case that needs attention takes. The rest is held until it goes on: raised in every pass, it would fill the history for days.</summary>
    private static readonly FactKind[] s_endAttention = [FactKind.OperatorDecision, FactKind.Withdrawal, FactKind.Reassignment];

    // By so much may the clocks of the storage and of this machine differ.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    public async Task<ReconcileReport> RunAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var report = new ReconcileReport(0, await RetryUploadsAsync(client, cancellation), 0, 0, 0, 0, 0);
        foreach (var stage in Enum.GetValues<ReviewStage>())
        {
            var cursor = await CursorAsync(stage, cancellation);
            var page = await index.ListAsync(CaseIndex.StagePartition(stage), options.Value.CasesPerPass, cursor, cancellation);
            var standing = new List<StageAge>();
            foreach (var indexed in page.Cases)
                report = await LookAfterSafelyAsync(client, indexed, stage, standing, report, cancellation);
            if (stage != ReviewStage.Closed)
                await ages.SeenAsync(stage, standing, first: cursor is null, last: page.Continuation is null, cancellation);
            if (page.Continuation != cursor)
                await KeepCursorAsync(stage, page.Continuation, cancellation);
        }

        await MendAttentionAsync(cancellation);
        await KeepTokenAsync("tray", await tray.SweepAsync(options.Value.CasesPerPass, await TokenAsync("tray", cancellation), cancellation), cancellation);
        if (report is not { UploadsRetried: 0, InstancesStarted: 0, EventsRaised: 0, MessagesSent: 0, InstancesFailed: 0, CasesFailed: 0 })
            logger.LogInformation("Reconcile: {Report}", report);
        return report;
    }

    /// <summary>A case that can't be read, such as one that a newer program wrote, must not keep the pass from the others.</summary>
    private async Task<ReconcileReport> LookAfterSafelyAsync(DurableTaskClient client, IndexedCase indexed, ReviewStage stage, List<StageAge> standing, ReconcileReport report, CancellationToken cancellation)
    {
        try
        {
            return await LookAfterAsync(client, indexed, stage, standing, report, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("Reconcile could not look after {CaseNumber}: {Code}, {Type}.", indexed.CaseNumber, FailureMiddleware.Classify(e), e.GetType().Name);
            return report with { CasesFailed = report.CasesFailed + 1 };
        }
    }

    private async Task<ReconcileReport> LookAfterAsync(DurableTaskClient client, IndexedCase indexed, ReviewStage stage, List<StageAge> standing, ReconcileReport report, CancellationToken cancellation)
    {
        report = report with { CasesSeen = report.CasesSeen + 1 };
        if (await register.TryGetAsync(indexed.CaseNumber, cancellation) is not { } record)
            return report;
        if (record.Stage != stage)
        {
            // A crash between the register and the index left the row in the list of a stage that the case has left.
            await index.ProjectAsync(record, null, cancellation);
            await index.DeleteAsync(CaseIndex.StagePartition(stage), IndexEntry.Of(record), cancellation);
        }

        if (record.Stage == stage && record.Open)
            standing.Add(new StageAge(record.Review.CaseNumber, record.StageSince ?? record.UpdatedAt));
        if (record.Attention is not null)
            await attention.ProjectAsync(record, cancellation);
        var before = time.GetUtcNow().AddSeconds(-options.Value.GraceSeconds);
        if (record.Stage == ReviewStage.Rejected || record.UpdatedAt > before)
            return report;
        if (!record.Open)
        {
            // Its last messages are out: nothing is left to look after.
            report = report with { MessagesSent = report.MessagesSent + await outbox.RelayAsync(record.Review.CaseNumber, cancellation) };
            await closed.AddAsync(record, cancellation);
            // A round that is opened at this moment is found by this row, which it has written anew: only the row that was listed goes.
            await index.DeleteAsync(CaseIndex.StagePartition(ReviewStage.Closed), IndexEntry.Of(record), cancellation, indexed.ETag);
            if (await register.TryGetAsync(indexed.CaseNumber, cancellation) is { Open: true } again)
                await index.ProjectAsync(again, null, cancellation);
            return report;
        }

        var instance = await client.GetInstanceAsync(record.Review.ToString(), false, cancellation);
        if (instance is null)
        {
            await starter.StartAsync(client, record, cancellation);
            return report with { InstancesStarted = report.InstancesStarted + 1 };
        }

        if (instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            logger.LogError("The instance of {Review} is {Status} while the case is open: an operator must look at it.", record.Review, instance.RuntimeStatus);
            return report with { InstancesFailed = report.InstancesFailed + 1 };
        }

        foreach (var fact in (await facts.UnconsumedAsync(record.Review, cancellation)).Where(f => f.At <= before && (record.Attention is null || s_endAttention.Contains(f.Ref.Kind))))
        {
            await post.RaiseAsync(client, record.Review, fact.Ref, cancellation);
            report = report with { EventsRaised = report.EventsRaised + 1 };
        }

        return report with { MessagesSent = report.MessagesSent + await outbox.RelayAsync(record.Review.CaseNumber, cancellation) };
    }

    /// <summary>
    /// Uploads that no trigger took: an application.json without a case, a corrected or amended one, a late document. The container is listed from a cursor on;
    /// what was taken before is looked at again and changes nothing.
    /// </summary>
    private async Task<int> RetryUploadsAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var before = time.GetUtcNow().AddSeconds(-options.Value.GraceSeconds);
        var cursor = await TokenAsync("uploads", cancellation);
        var retried = 0;
        await foreach (var page in storage.CaseFiles.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellation).AsPages(cursor, 1000))
        {
            foreach (var ofCase in page.Values.Where(b => b.Properties.LastModified <= before).GroupBy(b => b.Name.Split('/')[0], StringComparer.Ordinal))
            {
                if (!CaseNumber.TryParse(ofCase.Key, null, out var number))
                    continue;
                var known = await register.TryGetAsync(number, cancellation);
                foreach (var blob in ofCase.Where(b => MayBeMissed(b.Name, b.Properties.LastModified ?? default, known)))
                    retried += await ReceiveSafelyAsync(client, number, blob.Name, cancellation);
                foreach (var blob in ofCase.Where(b => known is null && HasWaited(b.Name, b.Properties.LastModified ?? default)))
                    await tray.KeepAsync(blob.Name, TrayReason.NoApplication, number, cancellation);
            }

            await KeepTokenAsync("uploads", string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken, cancellation);
            break;
        }

        return retried;
    }

    /// <summary>Looked at in doubt: storage knows an arrival to the second, by its own clock, and what was taken before changes nothing.</summary>
    private static bool MayBeMissed(string name, DateTimeOffset at, CaseRecord? known)
    {
        var application = name.EndsWith("/" + IntakeDesk.ApplicationName, StringComparison.Ordinal);
        return known switch
        {
            null => application,
            { Stage: ReviewStage.Rejected } => application && at > known.UpdatedAt - ClockDifference,
            { Open: true } => at > known.FirstArrival,
            _ => false,
        };
    }

    /// <summary>A document without an application goes to the tray after a time: an operator looks where it belongs. It is taken into its case all the same when that comes.</summary>
    private bool HasWaited(string name, DateTimeOffset at)
        => name.Contains("/" + DocumentStore.Folder, StringComparison.Ordinal) && at <= time.GetUtcNow().AddHours(-trayOptions.Value.WaitHours);

    private async Task<int> ReceiveSafelyAsync(DurableTaskClient client, CaseNumber number, string name, CancellationToken cancellation)
    {
        try
        {
            await desk.ReceiveAsync(client, name, cancellation);
            return 1;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("Reconcile could not take the upload of {CaseNumber}: {Code}, {Type}.", number, FailureMiddleware.Classify(e), e.GetType().Name);
            return 0;
        }
    }

    /// <summary>A crash between the register and the queue of those that need attention can leave a case there that was decided meanwhile.</summary>
    private async Task MendAttentionAsync(CancellationToken cancellation)
    {
        var cursor = await TokenAsync("attention", cancellation);
        var page = await attention.ListAsync(new AttentionFilter(null, null), options.Value.CasesPerPass, cursor, cancellation);
        foreach (var row in page.Cases)
        {
            // A row that a newer program wrote stays as it is.
            if (await ReadSafelyAsync(row.CaseNumber, cancellation) is { } record && (record.Attention?.Since != row.Since || !record.Open))
                await attention.ProjectAsync(record, cancellation);
        }

        if (page.Continuation != cursor)
            await KeepTokenAsync("attention", page.Continuation, cancellation);
    }

    private async Task<CaseRecord?> ReadSafelyAsync(CaseNumber number, CancellationToken cancellation)
    {
        try
        {
            return await register.TryGetAsync(number, cancellation);
        }
        catch (SchemaVersionException)
        {
            return null;
        }
    }

    private Task<string?> CursorAsync(ReviewStage stage, CancellationToken cancellation) => TokenAsync("stage|" + stage, cancellation);

    private Task KeepCursorAsync(ReviewStage stage, string? continuation, CancellationToken cancellation) => KeepTokenAsync("stage|" + stage, continuation, cancellation);

    private async Task<string?> TokenAsync(string row, CancellationToken cancellation)
    {
        var kept = await storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(CursorPartition, row, cancellationToken: cancellation);
        return kept is { HasValue: true, Value: { } value } && value.GetString("Token") is { Length: > 0 } token ? token : null;
    }

    private async Task KeepTokenAsync(string row, string? token, CancellationToken cancellation)
        => await storage.CaseIndex.UpsertEntityAsync(new TableEntity(CursorPartition, row) { ["Token"] = token ?? "" }, TableUpdateMode.Replace, cancellation);
}
