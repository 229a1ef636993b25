using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>
/// Runs one timer function by the app's <see cref="TimeProvider"/>. Runs follow each other, so they never overlap; occurrences that pass during a run, or while the app is down, are made up for
/// by one run.
/// </summary>
internal sealed class TimerListener : ITriggerListener
{
    // The clock is read again this often: it can be set, and a sleeping machine does not count the time.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BeforeSavingAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Correction = TimeSpan.FromHours(1);

    private readonly FunctionDescriptor _function;
    private readonly FunctionRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimerTriggerAttribute _attribute;
    private readonly TimerSchedule _schedule;
    private readonly bool _isMonitored;
    private readonly TimerMonitor? _monitor;
    private ScheduleStatus _status = new();

    public TimerListener(
        FunctionDescriptor function, StorageOutages outages, StorageConnections connections, HostJson hostJson, IConfiguration configuration, FunctionRunner runner, TimeProvider time,
        ILogger<TimerListener> logger)
    {
        (_function, _runner, _time, _logger) = (function, runner, time, logger);
        _attribute = (TimerTriggerAttribute)function.TriggerAttribute;
        _schedule = function.Plan<TimerSchedule>();
        var next = _schedule.After(Now);
        _isMonitored = _attribute.UseMonitor && _schedule.After(next) - next >= TimeSpan.FromMinutes(1);
        if (!_isMonitored) return;
        try
        {
            var hostId = configuration["AzureFunctionsWebHost:hostId"] ?? hostJson.Durable.HubName.ToLowerInvariant();
            var container = connections.Blobs(StorageConnections.Host).GetBlobContainerClient(BlobReceipts.HostContainer);
            _monitor = new TimerMonitor(new TimerStatusFile(container, hostId, function.Name), outages.Observe(StorageConnections.Host));
        }
        catch (StartRefusedException)
        {
            // Apps of timers alone need no storage here; in Azure they do.
            logger.LogWarning("Timer {Function} has no storage (setting {Connection}): what it misses while the app is down is not made up for.", function.Name, StorageConnections.Host);
        }
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            var isPastDue = await StartAsync(stop);
            if (isPastDue || _attribute.RunOnStartup) await RunAsync(isPastDue, stop);
            while (true)
            {
                await WaitAsync(stop);
                await RunAsync(isPastDue: false, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (FormatException)
        {
            _logger.LogWarning("Timer {Function} has no further occurrence.", _function.Name);
        }
    }

    private async Task<bool> StartAsync(CancellationToken stop)
    {
        var start = TimerStart.From(_monitor is null ? null : await _monitor.ReadAsync(stop), Now, _schedule);
        _status = start.Status;
        if (_monitor is not null && start.IsNew) await _monitor.SaveAsync(_status);
        if (start.IsPastDue) _logger.LogInformation("Timer {Function} was due at {Due:O} and is run now.", _function.Name, _status.Next);
        return start.IsPastDue;
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        while (true)
        {
            if (_monitor is { IsBehind: true }) await _monitor.SaveAgainAsync();
            // A clock set back by seconds repeats no occurrence. Set back by more, it would silence the timer until it has caught up.
            if (Now < _status.LastUpdated - Correction) _status = new ScheduleStatus { Next = _schedule.After(Now), LastUpdated = Now };
            var left = _status.Next - Now;
            stop.ThrowIfCancellationRequested();
            if (left <= TimeSpan.Zero) return;
            var longest = _monitor is { IsBehind: true } ? BeforeSavingAgain : LongestDelay;
            await Task.Delay(left < longest ? left : longest, _time, stop);
        }
    }

    private async Task RunAsync(bool isPastDue, CancellationToken stop)
    {
        var began = Now;
        try
        {
            // As in the Functions host, the status is the one from before this run: its Next is the occurrence that runs.
            await _runner.RunAsync(_function, new TimerInfo { ScheduleStatus = _isMonitored ? _status : null, IsPastDue = isPastDue }, bindingData: null, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The stop cut it off. Its occurrence stays open, so the next start makes up for it.
            throw;
        }
        catch (Exception)
        {
            // Logged by the runner. A timer has no retry: the next occurrence comes.
        }

        _status = new ScheduleStatus { Last = began, Next = _schedule.After(began), LastUpdated = began };
        if (_monitor is not null) await _monitor.SaveAsync(_status);
    }
}
