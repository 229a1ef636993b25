using LocalFunctions.Durable.Core.Exceptions;
using LocalFunctions.Durable.Engine;

namespace LocalFunctions.Tests.Durable;

/// <summary>The engine dies at each commit edge, one time or again and again, and the case still ends right.</summary>
public sealed class DurableCrashTests
{
    private const int Answer = 1000;

    public static TheoryData<string, int> Deaths()
    {
        TheoryData<string, int> deaths = [];
        foreach (string point in Enum.GetNames<FaultPoint>())
        {
            for (int time = 1; time <= 5; time++)
                deaths.Add(point, time);
        }

        return deaths;
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task After_a_death_the_case_goes_on_and_loses_nothing(string point, int time)
    {
        await using TestHub hub = await TestHub.StartAsync(App());
        hub.KillAt(Enum.Parse<FaultPoint>(point), time);

        (await DriveAsync(hub)).ShouldBe(12 + Answer + 200);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Dying_again_and_again_loses_nothing(int seed)
    {
        await using TestHub hub = await TestHub.StartAsync(App());
        Random chance = new(seed);
        Lock turn = new();
        hub.EachEngine = engine => engine.FaultHook = (_, _) =>
        {
            lock (turn)
                return chance.Next(8) == 0;
        };
        hub.EachEngine(hub.Engine);

        (await DriveAsync(hub)).ShouldBe(12 + Answer + 200);
    }

    [Fact]
    public async Task An_activity_whose_result_is_not_committed_runs_again()
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Once", n => n)
            .Orchestrator("One", async context => (object)await context.CallActivityAsync<int>("Once", 7));
        await using TestHub hub = await TestHub.StartAsync(app);
        hub.KillAt(FaultPoint.AfterActivity);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("One");
        await hub.Engine.Killed.WaitAsync(TestHub.Soon);

        await hub.ReopenAsync();

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(7);
        app.Ran.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stopped_engine_goes_on_where_it_was()
    {
        await using TestHub hub = await TestHub.StartAsync(App());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", 1, new StartOrchestrationOptions("c"));
        await hub.Engine.WhenIdle();
        await hub.ReopenAsync();
        await hub.Client.RaiseEventAsync("c", "answer", Answer);

        (await DriveAsync(hub)).ShouldBe(12 + Answer + 200);
        hub.App.Ran.Count.ShouldBe(4);
    }

    private static TestApp App() => new TestApp()
        .Activity<int, int>("Twice", n => n * 2)
        .Orchestrator("Child", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return (object)await context.CallActivityAsync<int>("Twice", 100);
        })
        .Orchestrator("Case", async context =>
        {
            int[] three = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => context.CallActivityAsync<int>("Twice", n)));
            int answer = await context.WaitForExternalEvent<int>("answer");
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            int child = await context.CallSubOrchestratorAsync<int>("Child");
            if (context.GetInput<int>() > 0)
                return (object)(three.Sum() + answer + child);
            context.ContinueAsNew(1);
            return null;
        });

    /// <summary>Drives a case to its end: a step in which the engine dies is done again on a new engine.</summary>
    private static async Task<int> DriveAsync(TestHub hub)
    {
        StartOrchestrationOptions once = new StartOrchestrationOptions("c").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        await AgainAsync(hub, () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", 0, once));
        await AgainAsync(hub, () => hub.Client.RaiseEventAsync("c", "answer", Answer));
        await AgainAsync(hub, () => hub.Client.RaiseEventAsync("c", "answer", Answer));
        for (int days = 0; days < 500; days++)
        {
            await hub.Engine.WhenIdle().WaitAsync(TestHub.Soon);
            if (hub.Engine.Killed.IsCompleted)
            {
                await hub.ReopenAsync();
                continue;
            }

            if (await EndedAsync(hub) is { } output)
                return output;
            hub.Time.Advance(TimeSpan.FromDays(1));
        }

        throw new TimeoutException("The case did not end.");
    }

    private static async Task<int?> EndedAsync(TestHub hub)
    {
        try
        {
            OrchestrationMetadata state = (await hub.Client.GetInstanceAsync("c", getInputsAndOutputs: true))!;
            state.RuntimeStatus.ShouldBeOneOf(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed);
            return state.IsCompleted ? state.ReadOutputAs<int>() : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private static async Task AgainAsync(TestHub hub, Func<Task> step)
    {
        while (true)
        {
            try
            {
                await step();
                if (!hub.Engine.Killed.IsCompleted)
                    return;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return; // the step before the death was committed
            }
            catch (ObjectDisposedException)
            {
                // The engine died in the step.
            }

            await hub.ReopenAsync();
        }
    }
}
