using Durable.Parity.Harness;

namespace Durable.Parity;

public static class FailureDetailsFunctions
{
    [Function(nameof(ThrowsParityException))]
    public static string ThrowsParityException([ActivityTrigger] string reason) => throw new ParityException(reason, new FormatException("behind it"));

    [Function(nameof(DescribesFailure))]
    public static async Task<string[]> DescribesFailure([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "number 0");
        try
        {
            await context.CallActivityAsync<string>(nameof(ThrowsParityException), "broken");
            return [];
        }
        catch (TaskFailedException failed)
        {
            TaskFailureDetails details = failed.FailureDetails;
            return
            [
                failed.TaskName,
                $"#{failed.TaskId}",
                failed.Message,
                details.ErrorType,
                details.ErrorMessage,
                $"own {details.IsCausedBy<ParityException>()}",
                $"base {details.IsCausedBy<InvalidOperationException>()}",
                $"any {details.IsCausedBy<Exception>()}",
                $"other {details.IsCausedBy<ArgumentException>()}",
                $"inner as outer {details.IsCausedBy<FormatException>()}",
                $"inner {details.InnerFailure!.IsCausedBy<FormatException>()}",
                details.InnerFailure.ErrorMessage,
                $"last {details.InnerFailure.InnerFailure is null}",
            ];
        }
    }

    [Function(nameof(CallsUnknownActivity))]
    public static Task CallsUnknownActivity([OrchestrationTrigger] TaskOrchestrationContext context)
        => context.CallActivityAsync("NoSuchActivity", null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1))));

    [Function(nameof(CatchesAndGoesOn))]
    public static async Task<string> CatchesAndGoesOn([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync(nameof(ThrowsParityException), "broken");
            return "not thrown";
        }
        catch (TaskFailedException)
        {
            return await context.CallActivityAsync<string>(nameof(CommonActivities.Echo), "compensated");
        }
    }
}

[Collection(ParityRun.Name)]
public sealed class FailureDetailsTests(ParityEngine engine)
{
    [Fact]
    public async Task A_failed_task_is_described_in_full()
        => (await engine.RunAsync(nameof(FailureDetailsFunctions.DescribesFailure))).ReadOutputAs<string[]>().ShouldBe(
        [
            nameof(FailureDetailsFunctions.ThrowsParityException),
            "#1",
            $"Task '{nameof(FailureDetailsFunctions.ThrowsParityException)}' (#1) failed with an unhandled exception: broken",
            typeof(ParityException).FullName!,
            "broken",
            "own True",
            "base True",
            "any True",
            "other False",
            "inner as outer False",
            "inner True",
            "behind it",
            "last True",
        ]);

    [Fact]
    public async Task An_orchestrators_own_exception_is_the_instances_failure()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(CommonOrchestrators.Throws));

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe(typeof(ParityException).FullName);
        end.FailureDetails.ErrorMessage.ShouldBe("from the orchestrator");
        end.FailureDetails.InnerFailure!.IsCausedBy<FormatException>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_caught_failure_can_be_compensated()
        => (await engine.RunAsync(nameof(FailureDetailsFunctions.CatchesAndGoesOn))).ReadOutputAs<string>().ShouldBe("compensated");

    // The worker says so itself; the Functions host knows its functions and words the refusal otherwise.
    [Fact]
    [Trait("Host", "InProcess")]
    public async Task An_unknown_activity_fails_at_once_and_is_not_retried()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(FailureDetailsFunctions.CallsUnknownActivity));

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.InnerFailure!.ErrorType.ShouldBe("ActivityTaskNotFound");
        end.FailureDetails.InnerFailure.ErrorMessage.ShouldContain("NoSuchActivity");
    }

    // The Functions host refuses the start; the worker fails the instance.
    [Fact]
    [Trait("Host", "InProcess")]
    public async Task An_unknown_orchestrator_fails()
    {
        OrchestrationMetadata end = await engine.RunAsync("NoSuchOrchestrator");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("OrchestratorTaskNotFound");
        end.FailureDetails.ErrorMessage.ShouldContain("NoSuchOrchestrator");
    }
}
