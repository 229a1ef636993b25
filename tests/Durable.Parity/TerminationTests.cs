using Durable.Parity.Harness;

namespace Durable.Parity;

public static class TerminationOrchestrators
{
    [Function(nameof(WaitsForChild))]
    public static async Task<string> WaitsForChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        TaskOptions child = new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child");
        return await context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.WaitsForGo), "child", child);
    }
}

[Collection(ParityRun.Name)]
public sealed class TerminationTests(ParityEngine engine)
{
    private async Task StartFamilyAsync(string id)
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(TerminationOrchestrators.WaitsForChild), null, new StartOrchestrationOptions(id));
        await engine.StatusAsync($"{id}-child", "ready");
    }

    [Fact]
    public async Task A_terminated_instance_has_the_given_output_and_events_for_it_vanish()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.WaitsForGo));
        await engine.StatusAsync(id, "ready");
        await engine.Client.TerminateInstanceAsync(id, "enough");
        await engine.EndAsync(id);
        await engine.Client.RaiseEventAsync(id, "go", "late");
        await engine.RunAsync(nameof(CommonOrchestrators.ReturnsInput), "others go on");

        OrchestrationMetadata end = await engine.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.ReadOutputAs<string>().ShouldBe("enough");
        end.FailureDetails.ShouldBeNull();
        end.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_output_there_is_none()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.WaitsForGo));
        await engine.StatusAsync(id, "ready");
        await engine.Client.TerminateInstanceAsync(id);
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBeNull();
    }

    // The in-process test host does not read the option.
    [Fact]
    [Trait("Host", "Functions")]
    public async Task Children_are_terminated_if_asked()
    {
        await StartFamilyAsync("terminate-all");
        await engine.Client.TerminateInstanceAsync("terminate-all", new TerminateInstanceOptions("all", Recursive: true));

        (await engine.EndAsync("terminate-all")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await engine.EndAsync("terminate-all-child")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task Children_go_on_if_not_asked()
    {
        await StartFamilyAsync("terminate-one");
        await engine.Client.TerminateInstanceAsync("terminate-one", new TerminateInstanceOptions("one"));
        (await engine.EndAsync("terminate-one")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        await engine.Client.RaiseEventAsync("terminate-one-child", "go", " goes on");

        (await engine.EndAsync("terminate-one-child")).ReadOutputAs<string>().ShouldBe("child goes on");
    }
}
