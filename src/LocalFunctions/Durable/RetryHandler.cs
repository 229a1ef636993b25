namespace LocalFunctions.Durable;

/// <summary>Decides after a failure whether to try again. It runs in the orchestrator, again on each replay: it must be deterministic.</summary>
/// <returns>True to try again, false to let the failure through.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
/// <remarks>It may await only tasks of <see cref="RetryContext.OrchestrationContext"/>, for example a timer.</remarks>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler knows.</summary>
/// <param name="OrchestrationContext">The orchestration that made the call.</param>
/// <param name="LastAttemptNumber">How often the task has been tried, from 1.</param>
/// <param name="LastFailure">How the last attempt failed.</param>
/// <param name="TotalRetryTime">Orchestration time since the first attempt.</param>
/// <param name="CancellationToken">Cancels the retries.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
