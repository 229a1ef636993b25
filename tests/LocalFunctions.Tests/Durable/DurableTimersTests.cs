using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableTimersTests
{
    [Fact]
    public async Task A_timer_of_30_days_passes_in_10_timers_of_3_days()
    {
        TestApp app = new TestApp().Orchestrator("Sleeper", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
            return (object)context.CurrentUtcDateTime;
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        DateTimeOffset begin = hub.Time.GetUtcNow();
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleeper");

        for (int timers = 1; timers <= 10; timers++)
        {
            await hub.TurnsAsync(id, timers);
            hub.Time.Advance(TimeSpan.FromDays(3));
        }

        OrchestrationMetadata end = await hub.EndAsync(id);
        end.ReadOutputAs<DateTime>().ShouldBe(begin.UtcDateTime.AddDays(30));
        hub.Events(id).OfType<TimerCreated>().Count().ShouldBe(10);
    }

    [Fact]
    public async Task A_long_timer_can_be_cancelled_in_its_fourth_part()
    {
        TestApp app = new TestApp().Orchestrator("Waiter", async context =>
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(TimeSpan.FromDays(30), cancel.Token);
            Task<string> answer = context.WaitForExternalEvent<string>("answer");
            Task first = await Task.WhenAny(timer, answer);
            cancel.Cancel();
            return (object)(first == answer);
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiter");
        for (int timers = 1; timers <= 3; timers++)
        {
            await hub.TurnsAsync(id, timers);
            hub.Time.Advance(TimeSpan.FromDays(3));
        }

        await hub.TurnsAsync(id, 4);
        await hub.Client.RaiseEventAsync(id, "answer", "yes");

        (await hub.EndAsync(id)).ReadOutputAs<bool>().ShouldBeTrue();
        hub.Events(id).OfType<TimerCreated>().Count().ShouldBe(4);
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_its_firing_is_ignored_after_a_restart()
    {
        TestApp app = new TestApp().Orchestrator("Canceller", async context =>
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            cancel.Cancel();
            (await Orchestrators.IsCancelledAsync(timer)).ShouldBeTrue();
            context.SetCustomStatus("cancelled");
            return (object)await context.WaitForExternalEvent<string>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Canceller");
        await hub.StatusAsync(id, "cancelled");

        await hub.ReopenAsync();
        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.Client.RaiseEventAsync(id, "go", "gone");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("gone");
    }

    [Fact]
    public async Task An_instance_that_returns_with_an_open_timer_stays_running_until_it_fires()
    {
        TestApp app = new TestApp().Orchestrator("Forgetful", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            return Task.FromResult<object?>("done");
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Forgetful");

        await hub.TurnsAsync(id, 1);
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        hub.Time.Advance(TimeSpan.FromHours(5));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task An_instance_that_returns_with_an_open_activity_stays_running_until_it_ends()
    {
        TaskCompletionSource<int> release = new();
        TestApp app = new TestApp()
            .ActivityAsync<int, int>("Slow", _ => release.Task)
            .Orchestrator("Forgetful", context =>
            {
                _ = context.CallActivityAsync("Slow");
                return Task.FromResult<object?>("done");
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Forgetful");

        await hub.TurnsAsync(id, 1);
        (await hub.Client.GetInstanceAsync(id))!.IsRunning.ShouldBeTrue();
        release.SetResult(1);

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_start_can_be_put_off()
    {
        TestApp app = new TestApp().Orchestrator("Later", context => Task.FromResult<object?>(context.CurrentUtcDateTime));
        await using TestHub hub = await TestHub.StartAsync(app);
        DateTimeOffset at = hub.Time.GetUtcNow().AddDays(2);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions(StartAt: at));

        await hub.ReopenAsync();
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        hub.Time.Advance(TimeSpan.FromDays(2));

        (await hub.EndAsync(id)).ReadOutputAs<DateTime>().ShouldBe(at.UtcDateTime);
    }

    [Fact]
    public async Task A_timer_is_no_later_than_a_minute_after_the_clock_was_set_forward_or_the_machine_slept()
    {
        TestApp app = new TestApp().Orchestrator("Sleeper", async context => await context.CreateTimer(TimeSpan.FromHours(11), CancellationToken.None));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleeper");
        await hub.TurnsAsync(id, 1);
        await hub.Engine.WhenIdle();

        // The timers of the operating system do not count a sleep, nor a new time of day.
        hub.Time.Sleep(TimeSpan.FromHours(11));
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        await hub.EndAsync(id);
    }
}
