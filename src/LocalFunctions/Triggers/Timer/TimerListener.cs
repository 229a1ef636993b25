using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Runs one timer function by the app's <see cref="TimeProvider"/>. Runs follow each other, so they never overlap; missed occurrences are made up for by one run.</summary>
internal sealed class TimerListener(FunctionDescriptor function, FunctionRunner runner, TimeProvider time, ILogger<TimerListener> logger) : ITriggerListener
{
    // A run that starts later than this is said to be past due.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly TimerTriggerAttribute _attribute = (TimerTriggerAttribute)function.TriggerAttribute;
    private readonly TimerSchedule _schedule = function.Plan<TimerSchedule>();

    public async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            var last = default(DateTime);
            if (_attribute.RunOnStartup) await RunAsync(last, isPastDue: false);
            while (true)
            {
                // From now on, or from the occurrence just run if the clock reads a little before it.
                var due = _schedule.After(Now > last ? Now : last);
                await WaitAsync(due, stop);
                last = due;
                await RunAsync(due, isPastDue: Now - due > Late);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (FormatException)
        {
            logger.LogWarning("Timer {Function} has no further occurrence.", function.Name);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task WaitAsync(DateTime due, CancellationToken stop)
    {
        while (due - Now is var left && left > TimeSpan.Zero) await Task.Delay(left < LongestDelay ? left : LongestDelay, time, stop);
        stop.ThrowIfCancellationRequested();
    }

    private async Task RunAsync(DateTime occurrence, bool isPastDue)
    {
        try
        {
            await runner.RunAsync(function, new TimerInfo { ScheduleStatus = Status(occurrence), IsPastDue = isPastDue }, bindingData: null, CancellationToken.None);
        }
        catch (Exception)
        {
            // Logged by the runner. A timer has no retry: the next occurrence comes.
        }
    }

    private ScheduleStatus? Status(DateTime occurrence)
    {
        var next = _schedule.After(Now);
        var monitored = _attribute.UseMonitor && _schedule.After(next) - next >= TimeSpan.FromMinutes(1);
        return monitored ? new ScheduleStatus { Last = occurrence, Next = next, LastUpdated = occurrence } : null;
    }
}
