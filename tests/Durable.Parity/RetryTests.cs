using Durable.Parity.Harness;

namespace Durable.Parity;

public static class RetryOrchestrators
{
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(10);

    private static Task<int> TryAsync(TaskOrchestrationContext context, TaskOptions options)
        => context.CallActivityAsync<int>(nameof(CommonActivities.FailsAtFirst), new FailurePlan(context.InstanceId, context.GetInput<int>()), options);

    [Function(nameof(ThreeAttempts))]
    public static Task<int> ThreeAttempts([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(3, _soon)));

    [Function(nameof(ShortLongestInterval))]
    public static Task<int> ShortLongestInterval([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(4, _soon, backoffCoefficient: 1_000_000, maxRetryInterval: 2 * _soon)));

    [Function(nameof(ShortTimeLimit))]
    public static Task<int> ShortTimeLimit([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(9, 3 * _soon, retryTimeout: 3 * _soon)));

    [Function(nameof(TimeLimitBeyondCalendar))]
    public static Task<int> TimeLimitBeyondCalendar([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(9, _soon, retryTimeout: TimeSpan.FromTicks(long.MaxValue - 1))));

    [Function(nameof(RetriesFormatErrorsOnly))]
    public static Task<int> RetriesFormatErrorsOnly([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryPolicy(new RetryPolicy(3, _soon) { HandleFailure = failure => failure.IsCausedBy<FormatException>() }));

    [Function(nameof(AsksHandler))]
    public static Task<int> AsksHandler([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3
            && retry.LastFailure.IsCausedBy<TimeoutException>()
            && retry.LastFailure.ErrorMessage == $"attempt {retry.LastAttemptNumber}"));

    [Function(nameof(AsksHandlerThatWaits))]
    public static Task<int> AsksHandlerThatWaits([OrchestrationTrigger] TaskOrchestrationContext context)
        => TryAsync(context, TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(_soon, retry.CancellationToken);
            return retry.TotalRetryTime < TimeSpan.FromHours(1);
        }));

    [Function(nameof(FailsTwice))]
    public static Task<string> FailsTwice([OrchestrationTrigger] TaskOrchestrationContext context)
        => Observed.Add(context.Parent!.InstanceId, context.InstanceId) < 3 ? throw new TimeoutException("child") : Task.FromResult("third");

    [Function(nameof(RetriesChild))]
    public static Task<string> RetriesChild([OrchestrationTrigger] TaskOrchestrationContext context)
        => context.CallSubOrchestratorAsync<string>(nameof(FailsTwice), null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, _soon)));
}

[Collection(ParityRun.Name)]
public sealed class RetryTests(ParityEngine engine)
{
    [Theory]
    [InlineData(nameof(RetryOrchestrators.ThreeAttempts), 0, 1)]
    [InlineData(nameof(RetryOrchestrators.ThreeAttempts), 2, 3)]
    [InlineData(nameof(RetryOrchestrators.ShortLongestInterval), 3, 4)]
    [InlineData(nameof(RetryOrchestrators.AsksHandler), 2, 3)]
    [InlineData(nameof(RetryOrchestrators.AsksHandlerThatWaits), 4, 5)]
    public async Task It_succeeds_at_an_attempt(string orchestrator, int failures, int attempt)
        => (await engine.RunAsync(orchestrator, failures)).ReadOutputAs<int>().ShouldBe(attempt);

    [Theory]
    [InlineData(nameof(RetryOrchestrators.ThreeAttempts), 3)]
    [InlineData(nameof(RetryOrchestrators.AsksHandler), 3)]
    [InlineData(nameof(RetryOrchestrators.RetriesFormatErrorsOnly), 1)]
    [InlineData(nameof(RetryOrchestrators.TimeLimitBeyondCalendar), 1)] // the sum overflows: no retry
    public async Task It_gives_up_after_a_number_of_attempts(string orchestrator, int attempts)
    {
        OrchestrationMetadata end = await engine.RunAsync(orchestrator, 100);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe($"attempt {attempts}");
        Observed.Of(end.InstanceId).Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task No_retry_is_started_after_the_time_limit()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(RetryOrchestrators.ShortTimeLimit), 100);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        Observed.Of(end.InstanceId).Count.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_childs_attempts_have_one_id()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(RetryOrchestrators.RetriesChild));

        end.ReadOutputAs<string>().ShouldBe("third");
        Observed.Of(end.InstanceId).Count.ShouldBe(3);
        Observed.Of(end.InstanceId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }
}
