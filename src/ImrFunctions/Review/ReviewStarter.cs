using ImrFunctions.Cases.Register;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Review;

/// <summary>
/// Starts the orchestration of a registered case. Every status is a dedupe status, so an existing instance is never replaced; the create-only register row is
/// the real guard.
/// </summary>
public sealed class ReviewStarter(IOptions<ReviewOptions> options)
{
    private static readonly OrchestrationRuntimeStatus[] AnyStatus =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <returns>False when the instance was there already.</returns>
    public async Task<bool> StartAsync(DurableTaskClient client, CaseRecord record, CancellationToken cancellation)
    {
        var settings = options.Value;
        var input = new ReviewInput(
            ReviewInput.CurrentSchemaVersion,
            record.Review,
            IndexEntry.Of(record),
            record.ApplicationHash ?? throw new InvalidOperationException("A case without an accepted application cannot be reviewed."),
            record.StageSeq,
            new RetrySettings(settings.StepAttempts, settings.StepRetrySeconds, 2, 60))
        {
            StartAt = record.StartAt,
            ExcludedReviewers = record.Origin?.ExcludedReviewers,
            ClosedItems = record.ClosedItems.Count > 0 ? record.ClosedItemIds : null,
        };
        var start = new StartOrchestrationOptions(record.Review.ToString()).WithDedupeStatuses(AnyStatus);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ReviewOrchestrator), input, start, cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The engines name this case by different exceptions; that the instance is there is what matters.
            if (await client.GetInstanceAsync(record.Review.ToString(), false, cancellation) is null)
                throw;
            return false;
        }
    }
}
