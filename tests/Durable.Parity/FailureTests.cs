using Durable.Parity.Harness;

namespace Durable.Parity;

public sealed class FailingActivities
{
    [Function(nameof(AlwaysFails))]
    public string AlwaysFails([ActivityTrigger] string reason) => throw new InvalidOperationException(reason, new FormatException("inner"));
}

public static class FailureOrchestrators
{
    [Function(nameof(RetriesWithoutTimeLimit))]
    public static async Task<int> RetriesWithoutTimeLimit([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RetryPolicy policy = new(2, TimeSpan.FromMilliseconds(20), retryTimeout: TimeSpan.MaxValue);
        try
        {
            await context.CallActivityAsync(nameof(FailingActivities.AlwaysFails), "broken", TaskOptions.FromRetryPolicy(policy));
            return -1;
        }
        catch (TaskFailedException failed)
        {
            // Attempt 0, timer 1, attempt 2: the number of the last attempt shows that there were two.
            return failed.TaskId;
        }
    }

    [Function(nameof(OptionsAsInput))]
    public static async Task<int> OptionsAsInput([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync(nameof(FailingActivities.AlwaysFails), (object)new TaskOptions());
            return -1;
        }
        catch (ArgumentException)
        {
            // Refused without using up a number.
        }

        try
        {
            await context.CallActivityAsync(nameof(FailingActivities.AlwaysFails), "broken");
            return -1;
        }
        catch (TaskFailedException failed)
        {
            return failed.TaskId;
        }
    }

    [Function(nameof(LetsFailureThrough))]
    public static async Task<string> LetsFailureThrough([OrchestrationTrigger] TaskOrchestrationContext context)
        => await context.CallActivityAsync<string>(nameof(FailingActivities.AlwaysFails), "broken");
}

[Collection(ParityRun.Name)]
public sealed class FailureTests(ParityEngine engine)
{
    [Fact]
    public async Task The_longest_retry_timeout_means_none()
        => (await engine.RunAsync(nameof(FailureOrchestrators.RetriesWithoutTimeLimit))).ReadOutputAs<int>().ShouldBe(2);

    [Fact]
    public async Task Options_given_as_input_are_refused_and_use_up_no_number()
        => (await engine.RunAsync(nameof(FailureOrchestrators.OptionsAsInput))).ReadOutputAs<int>().ShouldBe(0);

    [Fact]
    public async Task An_uncaught_failure_keeps_the_chain_of_failures()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(FailureOrchestrators.LetsFailureThrough));

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        TaskFailureDetails outer = end.FailureDetails!;
        outer.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        outer.ErrorMessage.ShouldBe($"Task '{nameof(FailingActivities.AlwaysFails)}' (#0) failed with an unhandled exception: broken");
        outer.InnerFailure!.IsCausedBy<SystemException>().ShouldBeTrue();
        outer.InnerFailure.InnerFailure!.ErrorMessage.ShouldBe("inner");
    }

    [Fact]
    public async Task An_empty_instance_id_is_a_null_argument()
        => await Should.ThrowAsync<ArgumentNullException>(() => engine.Client.GetInstanceAsync(""));
}
