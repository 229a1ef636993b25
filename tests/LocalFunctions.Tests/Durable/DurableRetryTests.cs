using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableRetryTests
{
    [Fact]
    public async Task Back_off_stands_in_history_as_timers_that_grow()
    {
        int tries = 0;
        TestApp app = new TestApp()
            .Activity<int, string>("Flaky", _ => ++tries < 4 ? throw new TimeoutException("later") : "well")
            .Orchestrator("Retry", async context => (object)await context.CallActivityAsync<string>(
                "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1), 3, TimeSpan.FromMinutes(5)))));
        await using TestHub hub = await TestHub.StartAsync(app);
        DateTime begin = hub.Time.GetUtcNow().UtcDateTime;
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry");

        foreach ((int timers, int minutes) in new[] { (1, 1), (2, 3), (3, 5) })
        {
            await hub.UntilTimersAsync(id, timers);
            hub.Time.Advance(TimeSpan.FromMinutes(minutes));
        }

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("well");
        hub.Events(id).OfType<TimerCreated>().Select(t => (t.FireAt - begin).TotalMinutes).ShouldBe([1, 4, 9]);
        hub.Events(id).OfType<TaskScheduled>().Count().ShouldBe(4);
    }

    [Fact]
    public async Task After_the_last_attempt_the_failure_comes_through()
    {
        TestApp app = new TestApp()
            .Activity<int, string>("Never", _ => throw new TimeoutException("never"))
            .Orchestrator("Retry", context => context.CallActivityAsync("Never", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)))));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry");

        await hub.UntilTimersAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).FailureDetails!.InnerFailure!.IsCausedBy<TimeoutException>().ShouldBeTrue();
        app.Ran.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_policy_can_let_some_failures_through()
    {
        TestApp app = new TestApp()
            .Activity<int, string>("Bad", _ => throw new FormatException("no use"))
            .Orchestrator("Retry", context => context.CallActivityAsync("Bad", options: TaskOptions.FromRetryPolicy(
                new RetryPolicy(9, TimeSpan.FromDays(1)) { HandleFailure = failure => !failure.IsCausedBy<FormatException>() })));
        await using TestHub hub = await TestHub.StartAsync(app);

        (await hub.RunAsync("Retry")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        app.Ran.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_retry_is_started_after_the_retry_timeout()
    {
        TestApp app = new TestApp()
            .Activity<int, string>("Bad", _ => throw new TimeoutException())
            .Orchestrator("Retry", context => context.CallActivityAsync("Bad", options: TaskOptions.FromRetryPolicy(
                new RetryPolicy(9, TimeSpan.FromMinutes(2), retryTimeout: TimeSpan.FromMinutes(3)))));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry");
        await hub.UntilTimersAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        await hub.UntilTimersAsync(id, 2);
        hub.Time.Advance(TimeSpan.FromMinutes(2));

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        app.Ran.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_retry_timeout_beyond_the_calendar_ends_the_retries()
    {
        TestApp app = new TestApp()
            .Activity<int, string>("Bad", _ => throw new TimeoutException("once"))
            .Orchestrator("Retry", context => context.CallActivityAsync("Bad", options: TaskOptions.FromRetryPolicy(
                new RetryPolicy(9, TimeSpan.FromMinutes(2), retryTimeout: TimeSpan.MaxValue - TimeSpan.FromTicks(1)))));
        await using TestHub hub = await TestHub.StartAsync(app);

        OrchestrationMetadata end = await hub.RunAsync("Retry");

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("once");
        app.Ran.Count.ShouldBe(1);
        hub.Events(end.InstanceId).OfType<TimerCreated>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_handler_decides_and_runs_again_on_replay()
    {
        List<int> asked = [];
        TestApp app = new TestApp()
            .Activity<int, string>("Bad", _ => throw new TimeoutException("slow"))
            .Orchestrator("Retry", context => context.CallActivityAsync("Bad", options: TaskOptions.FromRetryHandler(async retry =>
            {
                asked.Add(retry.LastAttemptNumber);
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), retry.CancellationToken);
                return retry.LastAttemptNumber < 2 && retry.LastFailure.IsCausedBy<TimeoutException>();
            })));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry");
        await hub.UntilTimersAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.UntilTimersAsync(id, 2);
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        app.Ran.Count.ShouldBe(2);
        asked.Count.ShouldBeGreaterThan(2);
        asked.Distinct().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    public void A_policy_out_of_range_is_refused(int attempts, int seconds, double factor)
        => Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), factor));
}
