using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

internal sealed partial class RunContext
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        return input is TaskOptions && options is null
            ? Task.FromException<TResult>(new ArgumentException("Task options were given as the activity's input: pass them as options.", nameof(input)))
            : CallAsync<TResult>(name, options, Schedule);

        Task<string?> Schedule(int id)
        {
            string? data = Serialize(input, $"input of activity '{name.Name}'");
            run.Actions.Ask(id, new TaskScheduled(id, name.Name, options?.Version is { } version ? version.Version : Version, data));
            return run.Tasks.Open(id);
        }
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        string? asked = (options as SubOrchestrationOptions)?.InstanceId;
        if (InstanceIds.IsEntity(asked))
            return Task.FromException<TResult>(InstanceIds.Refusal(asked));
        return CallAsync<TResult>(orchestratorName, options, Schedule);

        Task<string?> Schedule(int id)
        {
            // One id for all attempts: a retry replaces the failed instance. A blank id is Durable Task's to replace, by another one for each attempt.
            asked ??= NewGuid().ToString("N");
            string child = string.IsNullOrWhiteSpace(asked) ? $"{run.Execution}:{id}" : asked;
            string version = options?.Version is { } wanted ? wanted.Version : settings.Options.DefaultVersion;
            string? data = Serialize(input, $"input of sub-orchestration '{orchestratorName.Name}'");
            Dictionary<string, string>? tags = options?.Tags is { Count: > 0 } given ? new(given, StringComparer.Ordinal) : null;
            run.Actions.Ask(id, new SubOrchestrationCreated(id, orchestratorName.Name, version, child, data, tags));
            return run.Tasks.Open(id);
        }
    }

    private async Task<TResult> CallAsync<TResult>(TaskName name, TaskOptions? options, Func<int, Task<string?>> schedule)
    {
        DateTime first = CurrentUtcDateTime;
        for (int attempt = 1; ; attempt++)
        {
            int id = run.NextId();
            TaskFailedException failed;
            try
            {
                return settings.Converter.Deserialize<TResult>(await schedule(id))!;
            }
            catch (RecordedFailureException recorded)
            {
                failed = new TaskFailedException(name.Name, id, recorded.Failure.ToDetails());
                if (recorded.Failure.Final)
                    throw failed;
            }

            if (!await ShallRetryAsync(options?.Retry, attempt, first, failed))
                throw failed;
        }
    }

    private async Task<bool> ShallRetryAsync(TaskRetryOptions? retry, int attempt, DateTime first, TaskFailedException failed)
    {
        if (retry?.Policy is { } policy)
            return await BackOffAsync(policy, attempt, first, failed);
        if (retry?.Handler is not { } handler)
            return false;
        RetryContext context = new(this, attempt, failed.FailureDetails, CurrentUtcDateTime - first, CancellationToken.None);
        return await handler(context);
    }

    private async Task<bool> BackOffAsync(RetryPolicy policy, int attempt, DateTime first, TaskFailedException failed)
    {
        if (attempt == policy.MaxNumberOfAttempts)
        {
            // Durable Task records a timer of no length after the last attempt; so do we.
            await Timer(CurrentUtcDateTime, CancellationToken.None);
            return false;
        }

        if (!IsWorthRetry(policy, failed) || IsTooLate(policy, first))
            return false;
        await Timer(CurrentUtcDateTime + Delay(policy, attempt), CancellationToken.None);
        return true;
    }

    private bool IsTooLate(RetryPolicy policy, DateTime first)
    {
        if (policy.RetryTimeout == Timeout.InfiniteTimeSpan || policy.RetryTimeout == TimeSpan.MaxValue)
            return false;
        // A time-out beyond the calendar ends the retries, as Durable Task's swallowed overflow does.
        return policy.RetryTimeout > DateTime.MaxValue - first || CurrentUtcDateTime >= first + policy.RetryTimeout;
    }

    private static bool IsWorthRetry(RetryPolicy policy, TaskFailedException failed)
    {
        try
        {
            return policy.Handle(failed);
        }
        catch (Exception)
        {
            return false; // a predicate that throws must not hide the task's own failure
        }
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        double wanted = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        double most = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue.TotalMilliseconds : policy.MaxRetryInterval.TotalMilliseconds;
        return wanted < most ? TimeSpan.FromMilliseconds(wanted) : policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
    }
}
