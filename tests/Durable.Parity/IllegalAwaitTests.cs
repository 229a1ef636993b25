using Durable.Parity.Harness;

namespace Durable.Parity;

/// <summary>They await what is not their context's.</summary>
public static class IllegalOrchestrators
{
    [Function(nameof(RunsOnThePool))]
    public static async Task<string> RunsOnThePool([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await Task.Run(() => context.InstanceId);
        return await context.CallActivityAsync<string>(nameof(CommonActivities.Echo), "x");
    }

    [Function(nameof(DelaysItself))]
    public static async Task<string> DelaysItself([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await Task.Delay(1);
        return await context.CallActivityAsync<string>(nameof(CommonActivities.Echo), "x");
    }
}

// The Functions worker reports it; the bare worker of the in-process test host leaves the instance Running for ever.
[Collection(ParityRun.Name)]
[Trait("Host", "Functions")]
public sealed class IllegalAwaitTests(ParityEngine engine)
{
    [Theory]
    [InlineData(nameof(IllegalOrchestrators.RunsOnThePool))]
    [InlineData(nameof(IllegalOrchestrators.DelaysItself))]
    public async Task It_fails_that_instance_and_the_others_go_on(string orchestrator)
    {
        string bystander = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.WaitsForGo), "still ");
        OrchestrationMetadata end = await engine.RunAsync(orchestrator);
        await engine.Client.RaiseEventAsync(bystander, "go", "there");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull();
        (await engine.EndAsync(bystander)).ReadOutputAs<string>().ShouldBe("still there");
    }
}
