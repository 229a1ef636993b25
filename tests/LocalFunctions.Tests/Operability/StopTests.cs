using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Tests.Durable;

namespace LocalFunctions.Tests.Operability;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_waits_for_running_activities_commits_their_results_and_begins_nothing_more()
    {
        TaskCompletionSource begun = new();
        TaskCompletionSource gate = new();
        TestApp app = new TestApp()
            .ActivityAsync<int, int>("Slow", async n =>
            {
                begun.TrySetResult();
                await gate.Task;
                return n;
            })
            .Activity<int, int>("Next", n => n + 1)
            .Orchestrator("Case", async context => await context.CallActivityAsync<int>("Next", await context.CallActivityAsync<int>("Slow", 1)));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.MaxConcurrentActivities = 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", null, new StartOrchestrationOptions("first"));
        await begun.Task;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", null, new StartOrchestrationOptions("second"));
        await hub.TurnsAsync("second", 1);

        Task stopped = hub.Engine.StopAsync(CancellationToken.None);
        stopped.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await stopped;

        app.Ran.ShouldBe(["Slow"]);
        await hub.ReopenAsync(start: false);
        hub.Events("first").OfType<TaskCompleted>().ShouldHaveSingleItem();
        await hub.Engine.StartAsync(CancellationToken.None);
        (await hub.EndAsync("first")).SerializedOutput.ShouldBe("2");
        (await hub.EndAsync("second")).SerializedOutput.ShouldBe("2");
        app.Ran.Order(StringComparer.Ordinal).ShouldBe(["Next", "Next", "Slow", "Slow"]);
    }

    [Fact]
    public async Task An_event_that_comes_while_the_engine_stops_is_not_lost()
    {
        TaskCompletionSource begun = new();
        TaskCompletionSource gate = new();
        TestApp app = new TestApp()
            .ActivityAsync<int, int>("Slow", async n =>
            {
                begun.SetResult();
                await gate.Task;
                return n;
            })
            .Orchestrator("Busy", async context => await context.CallActivityAsync<int>("Slow", 1))
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<int>("Go"));
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("waits"));
        await hub.TurnsAsync("waits", 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Busy");
        await begun.Task;

        Task stopped = hub.Engine.StopAsync(CancellationToken.None);
        await hub.Client.RaiseEventAsync("waits", "Go", 5);
        gate.SetResult();
        await stopped;
        await hub.ReopenAsync();

        (await hub.EndAsync("waits")).SerializedOutput.ShouldBe("5");
    }
}
