using LocalFunctions.Durable.Converters;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalFunctions.Tests.Durable.Simulation;

/// <summary>What the simulation has found, each as a schedule of its own.</summary>
public sealed class CommitEdgeTests
{
    [Fact]
    public async Task A_start_in_the_transaction_of_the_load_runs_once()
    {
        TestApp app = new TestApp().Activity<int, int>("Any", n => n).Orchestrator("Case", async context => (object)await context.CallActivityAsync<int>("Any", 7));
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.ReopenAsync(start: false);
        using ManualResetEventSlim together = new();
        hub.Engine.FaultHook = (point, _) =>
        {
            if (point == FaultPoint.BeforeTransaction)
                together.Wait(TestHub.Soon);
            return false;
        };
        Task first = hub.Engine.SetMetaAsync("any", "thing");
        Task start = hub.Engine.StartAsync(CancellationToken.None);
        Task<string> scheduled = hub.Client.ScheduleNewOrchestrationInstanceAsync("Case");
        together.Set();
        await Task.WhenAll(first, start, scheduled).WaitAsync(TestHub.Soon);

        (await hub.EndAsync(await scheduled)).ReadOutputAs<int>().ShouldBe(7);
        await hub.Engine.WhenIdle();
        app.Ran.Count.ShouldBe(1);
        hub.Events(await scheduled).OfType<ExecutionStarted>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_is_taken_once()
    {
        TestApp app = new TestApp().Orchestrator("Case", async context => (object)new[]
        {
            await context.WaitForExternalEvent<int>("item"), await context.WaitForExternalEvent<int>("item"), await context.WaitForExternalEvent<int>("item"),
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        bool twice = false;
        hub.Engine.DeliveryHook = (instance, message) =>
        {
            if (twice)
                return;
            twice = true;
            hub.Engine.Deliver(instance, message);
            twice = false;
        };
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case");
        for (int i = 1; i <= 3; i++)
            await hub.Client.RaiseEventAsync(id, "item", i);

        (await hub.EndAsync(id)).ReadOutputAs<int[]>().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_recursive_termination_reaches_a_child_that_is_born_meanwhile()
    {
        TestApp app = new TestApp()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await using TestHub hub = await TestHub.StartAsync(app);
        Task? terminated = null;
        hub.Engine.FaultHook = (point, id) =>
        {
            if (point == FaultPoint.BeforeTurnCommit && id == "parent")
                terminated ??= hub.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions(Recursive: true));
            return false;
        };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("parent"));

        (await hub.EndAsync("parent")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await hub.EndAsync("child")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public void An_event_after_the_halt_of_a_run_that_starts_anew_goes_to_the_new_run()
    {
        TurnEnd? end = Turn(
            async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew();
                return null;
            },
            new EventRaised("go", null),
            new ExecutionSuspended(null),
            new EventRaised("late", null)).End;

        end!.Continue!.Carryover.ShouldBe([new EventRaised("late", null)]);
    }

    [Fact]
    public void What_a_run_sends_at_its_end_goes_out_although_it_is_halted_in_the_same_turn()
    {
        TurnResult result = Turn(
            async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                context.SendEvent("other", "mail", 1);
                return null;
            },
            new EventRaised("go", null),
            new ExecutionSuspended(null));

        result.End!.Status.ShouldBe(InstanceStatus.Completed);
        result.Actions.ShouldBe([new EventSent(0, "other", "mail", "1")]);
    }

    private static TurnResult Turn(Func<TaskOrchestrationContext, Task<object?>> code, params HistoryEvent[] events)
    {
        RunSettings settings = new(new DurableEngineOptions(), new JsonDataConverter(null), NullLoggerFactory.Instance, (_, context) => code(context));
        OrchestrationRun run = new(settings, "c", _ => { });
        return run.Execute([], [new TurnStarted(DateTime.UnixEpoch), new ExecutionStarted("Case", "", null, null, null, null), .. events]);
    }
}
