using System.ComponentModel;

namespace LocalFunctions.Durable;

/// <summary>Retries with a back-off that grows by a factor.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">How often the task is tried in all, at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the second attempt, above zero.</param>
    /// <param name="backoffCoefficient">The factor by which each wait grows, at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; default 1 hour; <see cref="Timeout.InfiniteTimeSpan"/>: no bound.</param>
    /// <param name="retryTimeout">No retry is started this long after the first attempt; default no bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, or one of the last two is shorter than the first interval.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        if (maxNumberOfAttempts <= 0)
            throw new ArgumentOutOfRangeException(nameof(maxNumberOfAttempts), maxNumberOfAttempts, "At least one attempt is needed.");
        if (firstRetryInterval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(firstRetryInterval), firstRetryInterval, "The first interval must be above zero.");
        if (backoffCoefficient < 1.0)
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The factor must be at least 1.");
        if (maxRetryInterval < firstRetryInterval && maxRetryInterval != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(maxRetryInterval), maxRetryInterval, "The longest interval is shorter than the first.");
        if (retryTimeout < firstRetryInterval && retryTimeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(retryTimeout), retryTimeout, "The time-out is shorter than the first interval.");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    /// <summary>How often the task is tried in all.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>The factor by which each wait grows.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>The time after the first attempt from which no retry is started.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether an exception of the task is worth a retry; set by <see cref="HandleFailure"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Not used.</summary>
    [Obsolete("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Whether a failure is worth a retry; default always. It runs in the orchestrator and must be deterministic.</summary>
#pragma warning disable CA1044 // set-only in the mirrored API
    public Func<TaskFailureDetails, bool> HandleFailure
#pragma warning restore CA1044
    {
        init => Handle = exception => exception is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException("A retry policy judges failures of tasks only.");
    }
}
