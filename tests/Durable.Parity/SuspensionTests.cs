using Durable.Parity.Harness;

namespace Durable.Parity;

public static class SuspensionOrchestrators
{
    [Function(nameof(WaitsForTimerThenGo))]
    public static async Task<string> WaitsForTimerThenGo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("before");
        await context.CreateTimer(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        context.SetCustomStatus("after");
        return await context.WaitForExternalEvent<string>("go");
    }

    [Function(nameof(Naps))]
    public static async Task Naps([OrchestrationTrigger] TaskOrchestrationContext context)
        => await context.CreateTimer(TimeSpan.FromMilliseconds(300), CancellationToken.None);

    [Function(nameof(CollectsThree))]
    public static async Task<string> CollectsThree([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("ready");
        string all = "";
        for (int i = 0; i < 3; i++)
            all += await context.WaitForExternalEvent<string>("item");
        return all;
    }
}

[Collection(ParityRun.Name)]
public sealed class SuspensionTests(ParityEngine engine)
{
    private async Task SuspendAsync(string id)
    {
        await engine.Client.SuspendInstanceAsync(id, "audit");
        await engine.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
    }

    private async Task<string> StartSuspendedAsync(string name)
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(name);
        await engine.UntilAsync(id, m => m.SerializedCustomStatus is not null);
        await SuspendAsync(id);
        return id;
    }

    [Fact]
    public async Task Events_queue_in_their_order_while_suspended()
    {
        string id = await StartSuspendedAsync(nameof(SuspensionOrchestrators.CollectsThree));
        foreach (string item in new[] { "a", "b", "c" })
            await engine.Client.RaiseEventAsync(id, "item", item);
        await engine.RunAsync(nameof(CommonOrchestrators.ReturnsInput), "others go on");

        OrchestrationMetadata halted = (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        halted.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        halted.ReadCustomStatusAs<string>().ShouldBe("ready");
        await engine.Client.ResumeInstanceAsync(id, "audited");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("abc");
    }

    [Fact]
    public async Task A_timer_that_falls_due_while_suspended_fires_after_the_resume()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SuspensionOrchestrators.WaitsForTimerThenGo));
        await engine.Client.SuspendInstanceAsync(id);
        await engine.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        string? before = (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.SerializedCustomStatus;
        await engine.RunAsync(nameof(SuspensionOrchestrators.Naps)); // by now the timer is due
        await engine.Client.RaiseEventAsync(id, "go", "well");

        OrchestrationMetadata halted = (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        halted.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        halted.SerializedCustomStatus.ShouldBe(before);
        await engine.Client.ResumeInstanceAsync(id);
        OrchestrationMetadata end = await engine.EndAsync(id);
        end.ReadOutputAs<string>().ShouldBe("well");
        end.ReadCustomStatusAs<string>().ShouldBe("after");
    }

    [Fact]
    public async Task Suspended_twice_and_resumed_once_goes_on()
    {
        string id = await StartSuspendedAsync(nameof(CommonOrchestrators.WaitsForGo));
        await engine.Client.SuspendInstanceAsync(id);
        await engine.Client.ResumeInstanceAsync(id);
        await engine.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        await engine.Client.RaiseEventAsync(id, "go", "on");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public async Task A_suspended_instance_can_be_terminated()
    {
        string id = await StartSuspendedAsync(nameof(CommonOrchestrators.WaitsForGo));
        await engine.Client.RaiseEventAsync(id, "go", "too late");
        await engine.Client.TerminateInstanceAsync(id, "stopped");

        OrchestrationMetadata end = await engine.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.ReadOutputAs<string>().ShouldBe("stopped");
        end.ReadCustomStatusAs<string>().ShouldBe("ready");
    }
}
