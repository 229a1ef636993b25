using Durable.Parity.Harness;

namespace Durable.Parity;

public static class ContinueAsNewOrchestrators
{
    [Function(nameof(LeavesStatus))]
    public static async Task<string> LeavesStatus([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (context.GetInput<int>() == 0)
        {
            context.SetCustomStatus("first run");
            await context.WaitForExternalEvent<string>("again");
            context.ContinueAsNew(1);
            return "dropped";
        }

        await context.WaitForExternalEvent<string>("step");
        await context.WaitForExternalEvent<string>("end");
        return $"version {context.Version}";
    }

    [Function(nameof(CarriesEvents))]
    public static async Task<string> CarriesEvents([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (context.GetInput<int>() == 0)
        {
            context.SetCustomStatus("ready");
            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(1);
            return "dropped";
        }

        string first = await context.WaitForExternalEvent<string>("item");
        return $"{first}, {await context.WaitForExternalEvent<string>("item")}";
    }

    [Function(nameof(ThrowsAfterwards))]
    public static Task<string> ThrowsAfterwards([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.ContinueAsNew(1);
        throw new InvalidOperationException("after");
    }
}

[Collection(ParityRun.Name)]
public sealed class ContinueAsNewTests(ParityEngine engine)
{
    [Fact]
    public async Task A_new_run_that_sets_no_custom_status_clears_the_old_one()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(ContinueAsNewOrchestrators.LeavesStatus), 0);
        await engine.StatusAsync(id, "first run");
        await engine.Client.RaiseEventAsync(id, "again", "");
        await engine.Client.RaiseEventAsync(id, "step", "");
        await engine.UntilAsync(id, m => m.ReadCustomStatusAs<string>() is null);
        await engine.Client.RaiseEventAsync(id, "end", "");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("version 1.5");
    }

    [Fact]
    public async Task Events_after_ContinueAsNew_come_before_the_unread_ones()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(ContinueAsNewOrchestrators.CarriesEvents), 0);
        await engine.StatusAsync(id, "ready");
        await engine.Client.SuspendInstanceAsync(id, "so that the events are one batch");
        await engine.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync(id, "item", "unread");
        await engine.Client.RaiseEventAsync(id, "go", "");
        await engine.Client.RaiseEventAsync(id, "item", "late");
        await engine.Client.ResumeInstanceAsync(id);
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("late, unread");
    }

    [Fact]
    public async Task An_exception_after_ContinueAsNew_fails_the_instance()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(ContinueAsNewOrchestrators.ThrowsAfterwards));
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.IsCausedBy<InvalidOperationException>().ShouldBeTrue();
        (await engine.Client.GetInstanceAsync(end.InstanceId))!.FailureDetails.ShouldBeNull();
    }
}
