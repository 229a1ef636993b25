using Durable.Parity.Harness;

namespace Durable.Parity;

public static class TimerOrchestrators
{
    [Function(nameof(SleepsShortly))]
    public static async Task<bool> SleepsShortly([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        DateTime end = context.CurrentUtcDateTime.AddMilliseconds(30);
        await context.CreateTimer(end, CancellationToken.None);
        return context.CurrentUtcDateTime >= end;
    }

    [Function(nameof(TimerOfThePast))]
    public static async Task<string> TimerOfThePast([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
        return "at once";
    }

    [Function(nameof(CancelsTimer))]
    public static async Task<string> CancelsTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task timer = context.CreateTimer(TimeSpan.FromDays(context.GetInput<int>()), cancel.Token);
        cancel.Cancel();
        try
        {
            await timer;
            return "fired";
        }
        catch (TaskCanceledException)
        {
            return "cancelled";
        }
    }

    [Function(nameof(EventBeatsTimer))]
    public static async Task<string> EventBeatsTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task timer = context.CreateTimer(TimeSpan.FromDays(30), cancel.Token);
        Task<string> answer = context.WaitForExternalEvent<string>("answer");
        context.SetCustomStatus("ready");
        Task first = await Task.WhenAny(timer, answer);
        cancel.Cancel();
        return first == answer ? await answer : "late";
    }

    [Function(nameof(TimerBeatsEvent))]
    public static async Task<string> TimerBeatsEvent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromMilliseconds(30));
        }
        catch (TaskCanceledException)
        {
            return "late";
        }
    }

    [Function(nameof(FirstOfTwo))]
    public static async Task<string> FirstOfTwo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Task<string> a = context.WaitForExternalEvent<string>("a");
        Task<string> b = context.WaitForExternalEvent<string>("b");
        context.SetCustomStatus("ready");
        Task<string> first = await Task.WhenAny(a, b);
        // Further turns: each replay must see the same winner.
        string said = await context.CallActivityAsync<string>(nameof(CommonActivities.Echo), await first);
        return said + await (first == a ? b : a);
    }

    [Function(nameof(ShortestTimerFirst))]
    public static async Task<string> ShortestTimerFirst([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task slow = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
        Task quick = context.CreateTimer(TimeSpan.FromMilliseconds(30), cancel.Token);
        Task first = await Task.WhenAny(slow, quick);
        cancel.Cancel();
        return first == quick ? "quick" : "slow";
    }
}

[Collection(ParityRun.Name)]
public sealed class TimerTests(ParityEngine engine)
{
    [Fact]
    public async Task After_a_timer_it_is_later()
        => (await engine.RunAsync(nameof(TimerOrchestrators.SleepsShortly))).ReadOutputAs<bool>().ShouldBeTrue();

    [Theory]
    [InlineData(1)]
    [InlineData(30)] // longer than the longest single timer
    public async Task A_cancelled_timer_throws_and_lets_the_instance_end(int days)
        => (await engine.RunAsync(nameof(TimerOrchestrators.CancelsTimer), days)).ReadOutputAs<string>().ShouldBe("cancelled");

    [Theory]
    [InlineData(nameof(TimerOrchestrators.TimerOfThePast), "at once")]
    [InlineData(nameof(TimerOrchestrators.TimerBeatsEvent), "late")]
    [InlineData(nameof(TimerOrchestrators.ShortestTimerFirst), "quick")]
    public async Task The_timer_that_is_due_first_wins(string orchestrator, string output)
        => (await engine.RunAsync(orchestrator)).ReadOutputAs<string>().ShouldBe(output);

    [Fact]
    public async Task An_event_beats_a_timer_of_30_days()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(TimerOrchestrators.EventBeatsTimer));
        await engine.StatusAsync(id, "ready");
        await engine.Client.RaiseEventAsync(id, "answer", "in time");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("in time");
    }

    [Fact]
    public async Task Of_two_events_in_one_batch_the_first_wins_a_race_in_each_replay()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(TimerOrchestrators.FirstOfTwo));
        await engine.StatusAsync(id, "ready");
        await engine.Client.SuspendInstanceAsync(id, "so that the events are one batch");
        await engine.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync(id, "b", "b");
        await engine.Client.RaiseEventAsync(id, "a", "a");
        await engine.Client.ResumeInstanceAsync(id);
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("ba");
    }
}
