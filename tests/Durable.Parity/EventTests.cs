using Durable.Parity.Harness;

namespace Durable.Parity;

public static class EventOrchestrators
{
    [Function(nameof(TwoWaiters))]
    public static async Task<string> TwoWaiters([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Task<string> first = context.WaitForExternalEvent<string>("go");
        Task<string> second = context.WaitForExternalEvent<string>("go");
        context.SetCustomStatus("ready");
        string newest = await second;
        return $"{newest}{await first}";
    }

    [Function(nameof(CancelledWaiter))]
    public static async Task<string> CancelledWaiter([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task<string> kept = context.WaitForExternalEvent<string>("go");
        _ = context.WaitForExternalEvent<string>("go", cancel.Token);
        cancel.Cancel();
        context.SetCustomStatus("ready");
        return await kept;
    }

    [Function(nameof(CatchesWrongType))]
    public static async Task<string> CatchesWrongType([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<string>("go");
        try
        {
            await context.WaitForExternalEvent<int>("early");
            return "not thrown";
        }
        catch (System.Text.Json.JsonException)
        {
            return await context.WaitForExternalEvent<string>("early");
        }
    }
}

[Collection(ParityRun.Name)]
public sealed class EventTests(ParityEngine engine)
{
    private async Task<string> StartAsync(string name)
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(name);
        await engine.StatusAsync(id, "ready");
        return id;
    }

    [Fact]
    public async Task The_newest_waiter_gets_the_event_and_names_have_no_case()
    {
        string id = await StartAsync(nameof(EventOrchestrators.TwoWaiters));
        await engine.Client.RaiseEventAsync(id, "GO", "a");
        await engine.Client.RaiseEventAsync(id, "go", "b");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("ab");
    }

    // Seen: with Microsoft.DurableTask 1.27 the kept waiter gets the first event. 1.25's code gives it to the cancelled one. The app never cancels a wait.
    [Trait("Version", "1.25")]
    [Fact]
    public async Task A_cancelled_waiter_swallows_the_next_event()
    {
        string id = await StartAsync(nameof(EventOrchestrators.CancelledWaiter));
        await engine.Client.RaiseEventAsync(id, "go", "swallowed");
        await engine.Client.RaiseEventAsync(id, "go", "taken");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("taken");
    }

    [Fact]
    public async Task An_early_event_of_another_type_throws_and_is_used_up()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(EventOrchestrators.CatchesWrongType));
        await engine.Client.RaiseEventAsync(id, "early", "text");
        await engine.Client.RaiseEventAsync(id, "early", "next");
        await engine.Client.RaiseEventAsync(id, "go", "");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("next");
    }
}
