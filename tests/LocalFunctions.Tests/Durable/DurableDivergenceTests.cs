using System.Diagnostics;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableDivergenceTests
{
    private static async Task<object?> Original(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("First", 1);
        await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        await context.CallActivityAsync("Second", 2);
        return "done";
    }

    private static async Task<string> GoldenAsync(Func<TaskOrchestrationContext, Task<object?>> code, Func<TestHub, string, Task>? help = null)
    {
        TestApp app = new TestApp().Activity<int, int>("First", n => n).Activity<int, int>("Second", n => n).Orchestrator("Golden", code);
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Golden");
        await (help ?? ((_, _) => Task.CompletedTask))(hub, id);
        await hub.EndAsync(id);
        return HistoryExport.Export(hub.Engine, id);
    }

    private static Task<string> OriginalHistoryAsync() => GoldenAsync(Original, async (hub, id) =>
    {
        await hub.UntilTimersAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
    });

    [Fact]
    public async Task The_same_code_replays()
        => HistoryReplay.Verify(await OriginalHistoryAsync(), Original);

    [Fact]
    public async Task Other_inputs_times_and_case_are_no_divergence()
        => HistoryReplay.Verify(await OriginalHistoryAsync(), async context =>
        {
            await context.CallActivityAsync("FIRST", 100);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync("second");
            return "done otherwise";
        });

    [Fact]
    public async Task A_renamed_activity_is_refused_by_name()
    {
        string history = await OriginalHistoryAsync();

        NonDeterminismException refused = Should.Throw<NonDeterminismException>(() => HistoryReplay.Verify(history, async context =>
        {
            await context.CallActivityAsync("Zeroth");
            return null;
        }));

        refused.RecordedEvent.ShouldBe("TaskScheduled #0 'First'");
    }

    [Fact]
    public async Task Swapped_calls_are_refused()
    {
        string history = await OriginalHistoryAsync();

        Should.Throw<NonDeterminismException>(() => HistoryReplay.Verify(history, async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            await context.CallActivityAsync("First");
            return null;
        })).Message.ShouldContain("TimerCreated #0");
    }

    [Fact]
    public async Task A_missing_call_is_refused()
    {
        string history = await OriginalHistoryAsync();

        Should.Throw<NonDeterminismException>(() => HistoryReplay.Verify(history, async context =>
        {
            await context.CallActivityAsync("First");
            await context.CallActivityAsync("Second");
            return null;
        })).RecordedEvent.ShouldBe("TimerCreated #1");
    }

    [Fact]
    public async Task Code_that_asks_for_nothing_is_refused()
    {
        string history = await OriginalHistoryAsync();

        Should.Throw<NonDeterminismException>(() => HistoryReplay.Verify(history, _ => Task.FromResult<object?>(null)))
            .RecordedEvent.ShouldBe("TaskScheduled #0 'First'");
    }

    [Fact]
    public async Task Code_that_goes_on_where_history_ends_is_refused()
    {
        string history = await OriginalHistoryAsync();

        Should.Throw<NonDeterminismException>(() => HistoryReplay.Verify(history, async context =>
        {
            await Original(context);
            return await context.WaitForExternalEvent<string>("more");
        })).Message.ShouldContain("the end (Completed)");
    }

    [Fact]
    public async Task In_the_engine_changed_code_fails_the_instance_and_names_the_event()
    {
        TestApp app = new TestApp().Activity<int, int>("First", n => n).Activity<int, int>("Other", n => n)
            .Orchestrator("Changing", async context =>
            {
                await context.CallActivityAsync("First", 1);
                await context.WaitForExternalEvent<string>("go");
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Changing");
        await hub.TurnsAsync(id, 2);
        app.Orchestrator("Changing", async context =>
        {
            await context.CallActivityAsync("Other", 1);
            await context.WaitForExternalEvent<string>("go");
        });

        await hub.Client.RaiseEventAsync(id, "go", "");

        OrchestrationMetadata end = await hub.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("TaskScheduled #0 'First'");
        app.Ran.ShouldBe(["First"]);
    }

    [Fact]
    public async Task The_winner_of_a_race_is_the_same_over_1000_replays()
    {
        static async Task<object?> Race(TaskOrchestrationContext context)
        {
            List<Task<int>> racing = [.. Enumerable.Range(0, 20).Select(n => context.CallActivityAsync<int>("First", n))];
            List<int> order = [];
            while (racing.Count > 0)
            {
                Task<int> winner = await Task.WhenAny(racing);
                racing.Remove(winner);
                order.Add(await winner);
                await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            }

            return string.Join(' ', order);
        }

        string history = await GoldenAsync(Race);
        HashSet<object?> outcomes = [];
        for (int n = 0; n < 1000; n++)
        {
            HistoryReplay.Verify(history, async context =>
            {
                object? order = await Race(context);
                outcomes.Add(order);
                return order;
            });
        }

        outcomes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_history_of_10000_events_replays_in_a_moment()
    {
        static async Task<object?> Many(TaskOrchestrationContext context)
            => (await Task.WhenAll(Enumerable.Range(0, 4000).Select(n => context.CallActivityAsync<int>("First", n)))).Sum();

        string history = await GoldenAsync(Many);

        long begin = Stopwatch.GetTimestamp();
        HistoryReplay.Verify(history, Many);
        Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_history_of_a_newer_schema_is_refused()
        => Should.Throw<InvalidDataException>(() => HistoryReplay.Verify("""{"schemaVersion": 99, "instanceId": "x", "events": []}""", Original));
}
