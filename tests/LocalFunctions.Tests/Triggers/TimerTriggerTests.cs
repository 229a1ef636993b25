using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Triggers;

public sealed class HourlyFunction(Seen seen)
{
    [Function("Hourly")]
    public void Run([TimerTrigger("%Schedule%")] TimerInfo timer) =>
        seen.Add(FormattableString.Invariant($"{timer.ScheduleStatus?.Last:HH:mm} {timer.ScheduleStatus?.Next:HH:mm} {timer.IsPastDue}"));
}

public sealed class AtStartFunction(Seen seen)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => seen.Add($"started {timer.IsPastDue}");
}

public sealed class FailingTimer(Seen seen)
{
    [Function("Failing")]
    public void Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer)
    {
        seen.Add($"failing {timer.ScheduleStatus is null}");
        throw new InvalidOperationException();
    }
}

public sealed class TimerTriggerTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero));
    private readonly Seen _seen = new();

    [Fact]
    public async Task It_runs_at_each_occurrence_of_the_apps_clock_and_learns_the_status_from_before_the_run()
    {
        await using var app = await StartAsync(typeof(HourlyFunction));

        await AdvanceAsync(TimeSpan.FromMinutes(30));
        (await _seen.NextAsync()).ShouldBe("00:00 09:00 False");
        await AdvanceAsync(TimeSpan.FromHours(1));
        (await _seen.NextAsync()).ShouldBe("09:00 10:00 False");
    }

    [Fact]
    public async Task Occurrences_that_pass_unseen_are_made_up_for_by_one_run()
    {
        await using var app = await StartAsync(typeof(HourlyFunction));

        await AdvanceAsync(TimeSpan.FromHours(4.25));

        (await _seen.NextAsync()).ShouldBe("00:00 09:00 False");
        await AdvanceAsync(TimeSpan.FromMinutes(15));
        (await _seen.NextAsync()).ShouldBe("12:45 13:00 False");
    }

    [Fact]
    public async Task Occurrences_that_pass_during_a_run_wait_for_its_end_and_are_made_up_for_by_one_run()
    {
        var probe = new Probe();
        var (began, end, runs) = (new SemaphoreSlim(0), new SemaphoreSlim(0), 0);
        probe.Timer = async (_, _) =>
        {
            runs++;
            began.Release();
            await end.WaitAsync(CancellationToken.None);
        };
        await using var app = await StartAsync(typeof(TimerProbe), probe);

        await AdvanceAsync(TimeSpan.FromMinutes(30));
        await began.WaitAsync();
        _time.Jump(TimeSpan.FromHours(3.5));
        runs.ShouldBe(1);
        end.Release();
        await began.WaitAsync();
        end.Release();
        await AdvanceAsync(TimeSpan.FromMinutes(29));
        await _time.TimerSetAsync();
        runs.ShouldBe(2);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await began.WaitAsync();

        runs.ShouldBe(3);
        end.Release();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_a_little_repeats_nothing_and_set_back_by_a_day_does_not_silence_the_timer()
    {
        await using var app = await StartAsync(typeof(HourlyFunction));
        await AdvanceAsync(TimeSpan.FromMinutes(30));
        await _seen.NextAsync();

        await AdvanceAsync(TimeSpan.FromMinutes(-1));
        await AdvanceAsync(TimeSpan.FromMinutes(61));
        (await _seen.NextAsync()).ShouldBe("09:00 10:00 False");
        await AdvanceAsync(TimeSpan.FromHours(-24));
        _time.FireAll();
        await AdvanceAsync(TimeSpan.FromHours(1));

        (await _seen.NextAsync()).ShouldBe("00:00 11:00 False");
    }

    [Fact]
    public async Task RunOnStartup_runs_at_once()
    {
        await using var app = await StartAsync(typeof(AtStartFunction));

        (await _seen.NextAsync()).ShouldBe("started False");
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_timer_and_without_monitor_there_is_no_status()
    {
        await using var app = await StartAsync(typeof(FailingTimer));

        await AdvanceAsync(TimeSpan.FromMinutes(30));
        (await _seen.NextAsync()).ShouldBe("failing True");
        await AdvanceAsync(TimeSpan.FromHours(1));
        (await _seen.NextAsync()).ShouldBe("failing True");
    }

    private Task<LocalApp> StartAsync(Type functions, Probe? probe = null)
    {
        var builder = LocalApp.Builder([functions], out var output, new() { ["Schedule"] = "0 0 * * * *" });
        builder.Services.AddSingleton(_seen).AddSingleton(probe ?? new Probe()).AddSingleton<TimeProvider>(_time);
        return LocalApp.StartAsync(builder, output);
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        await _time.TimerSetAsync();
        _time.Jump(by);
    }
}
