using System.Collections.Concurrent;
using LocalFunctions.Durable.Engine.Dispatch;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Durable.Engine.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine;

/// <summary>
/// The local durable engine: one task hub, its writer, and the dispatchers of turns, activities and timers. Whatever is not in the hub file is rebuilt from
/// it at the start, so the process may die at any instruction.
/// </summary>
internal sealed partial class DurableEngine : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, LiveInstance> _live = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new();
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _opening = new();
    private readonly IDurableFunctions _functions;
    private readonly TurnDispatcher _turns;
    private readonly ActivityDispatcher _activities;
    private readonly ILogger _logger;
    private readonly List<Task> _turnLoops = [];
    private readonly List<Task> _activityLoops = [];
    private OpenHub? _hub;
    private bool _closing;

    /// <summary>The last message that the start has taken up; until then nothing is routed, as the start will find it.</summary>
    private long _loadedThrough = long.MaxValue;

    public DurableEngine(DurableEngineOptions options, IDurableFunctions functions, DataConverter converter, TimeProvider time, ILoggerFactory loggers)
    {
        Options = options;
        Converter = converter;
        Time = time;
        _functions = functions;
        _logger = loggers.CreateLogger("LocalFunctions.Durable");
        Timers = new TimerQueue(time, options.LongestSleep);
        Metrics = new EngineMetrics(() => CurrentLoad, () => Volatile.Read(ref _hub)?.Reader, time);
        _activities = new ActivityDispatcher(this, functions, converter, _logger);
        HistoryCache histories = new(this, options.HistoryCacheBytes);
        _turns = new TurnDispatcher(this, new RunSettings(options, converter, loggers, StartOrchestrator), histories, time, _logger);
    }

    public DurableEngineOptions Options { get; }

    public DataConverter Converter { get; }

    public TimeProvider Time { get; }

    public TimerQueue Timers { get; }

    public StatusWaiters Waiters { get; } = new();

    public InFlight InFlight { get; } = new();

    public EngineMetrics Metrics { get; }

    /// <summary>What waits and runs now, by stage.</summary>
    public EngineLoad CurrentLoad => new([.. _turns.Stages, .. _activities.Stages]);

    public HubReader Reader => Hub.Reader;

    public HubWriter Writer => Hub.Writer;

    /// <summary>The hub's random id, made with the hub file.</summary>
    public string HubId => Hub.File.HubId;

    /// <summary>A test's hook: true stops the engine dead at this point of this instance.</summary>
    public Func<FaultPoint, string, bool>? FaultHook { get; set; }

    /// <summary>A test's hook, set before the hub is opened: told of each SQL statement of the writer, may throw as SQLite does.</summary>
    public Action<string>? StatementHook { get; set; }

    /// <summary>A test's hook: told of each message that is given to an instance; it may deliver it again.</summary>
    public Action<LiveInstance, Message>? DeliveryHook { get; set; }

    /// <summary>Ends when <see cref="FaultHook"/> or <see cref="Kill"/> has stopped the engine.</summary>
    public Task Killed => _killed.Task;

    private OpenHub Hub
    {
        get
        {
            lock (_opening)
            {
                ObjectDisposedException.ThrowIf(_closing, this);
                if (_hub is not null)
                    return _hub;
                _hub = new OpenHub(new HubFile(Options.HubFile, Options.Flush), new WriterHooks(Fault, StatementHook, Options.WriterSteps));
                HubOutage outage = new(_hub.File.Path, Time, _logger);
                _hub.Writer.Refused = outage.Failed;
                _hub.Writer.BatchCommitted = (changes, duration) =>
                {
                    Metrics.Commit(changes, duration);
                    outage.Written();
                };
                return _hub;
            }
        }
    }

    /// <summary>A value that the host keeps with the hub; null if it never was set.</summary>
    public string? GetMeta(string key) => Reader.Meta(key);

    /// <summary>Keeps a value with the hub.</summary>
    public Task SetMetaAsync(string key, string value) => Writer.WriteAsync(t => t.SetMeta(key, value));

    /// <summary>Ends when nothing runs or is queued: instances wait for the clock, for events or for nothing. For tests and orderly stops.</summary>
    public Task WhenIdle() => InFlight.WhenIdle();

    /// <summary>Opens the hub, takes up what was under way, and starts.</summary>
    /// <exception cref="InvalidOperationException">Another process owns the hub.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        long began = Time.GetTimestamp();
        await Writer.WriteAsync(_ => true, _ => Load());
        _logger.LogInformation(
            "Opened the task hub {Hub} with {OpenInstances} open instances in {Milliseconds} ms", Hub.File.Path, _live.Count, (long)Time.GetElapsedTime(began).TotalMilliseconds);
        for (int i = 0; i < Math.Max(1, Options.MaxConcurrentOrchestrations); i++)
            _turnLoops.Add(_turns.RunAsync(_stopping.Token));
        for (int i = 0; i < Math.Max(1, Options.MaxConcurrentActivities); i++)
            _activityLoops.Add(_activities.RunAsync(_cutOff.Token));
    }

    /// <summary>
    /// Stops in order: no activity starts any more; those that run have <see cref="DurableEngineOptions.ShutdownTimeout"/> to end, then see the cancellation;
    /// turns take their results and commit; then the hub closes. Whatever is cut off is still in the hub and goes on at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _logger.LogInformation("Stopping the task hub {Hub}", Options.HubFile);
        _activities.Complete();
        if (!await EndAsync(_activityLoops, Options.ShutdownTimeout, cancellationToken))
        {
            _cutOff.Cancel();
            if (!await EndAsync(_activityLoops, _grace, cancellationToken))
                _logger.LogWarning("Some activities did not stop in time; they run again at the next start");
        }

        _turns.Complete();
        if (!await EndAsync(_turnLoops, _grace, cancellationToken))
            _logger.LogWarning("Some turns were not taken in time; they are taken at the next start");
        CancelLoops();
        Fault(FaultPoint.Stopping, string.Empty);
        Close(kill: false);
        await _closed.Task;
        _logger.LogInformation("Stopped; the task hub {Hub} is closed", Options.HubFile);
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource grace = new(_grace);
        if (Volatile.Read(ref _hub) is null)
        {
            // Never opened, or closing already: there is nothing to stop.
            Close(kill: false);
            await _closed.Task;
        }
        else if (!_closed.Task.IsCompleted)
        {
            await StopAsync(grace.Token);
        }

        Timers.Dispose();
        Metrics.Dispose();
    }

    /// <summary>Stops dead, as SIGKILL would, but leaves the process alive.</summary>
    public void Kill()
    {
        CancelLoops();
        Close(kill: true);
        _killed.TrySetResult();
    }

    /// <summary>Asks the test's hook; true: the engine is dead, do nothing more.</summary>
    public bool Fault(FaultPoint point, string instanceId)
    {
        if (_killed.Task.IsCompleted)
            return true;
        if (FaultHook?.Invoke(point, instanceId) != true)
            return false;
        Kill();
        return true;
    }

    private Task<object?> StartOrchestrator(string name, TaskOrchestrationContext context) => _functions.HasOrchestrator(name)
        ? _functions.RunOrchestratorAsync(name, context)
        : Task.FromException<object?>(new RecordedFailureException(
            new Failure("OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.", Final: true)));

    /// <returns>False if the loops have not ended by the limit.</returns>
    private async Task<bool> EndAsync(List<Task> loops, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(loops).WaitAsync(limit, Time, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Close(bool kill)
    {
        OpenHub? hub;
        lock (_opening)
        {
            if (_closing)
                return;
            _closing = true;
            hub = _hub;
            _hub = null;
        }

        if (kill)
            hub?.Writer.Kill();
        else
            hub?.Writer.Dispose();
        hub?.Reader.Dispose();
        hub?.File.Dispose();
        if (kill)
            _killed.TrySetResult(); // before those who wait are let go: they look whether it was a death
        Waiters.Fail();
        InFlight.End();
        _closed.TrySetResult();
    }

    /// <summary>Cancels on this thread: no step of the engine runs on a thread of its own.</summary>
    private void CancelLoops()
    {
        _stopping.Cancel();
        _cutOff.Cancel();
    }

    private sealed record OpenHub(HubFile File, WriterHooks Hooks)
    {
        public HubReader Reader { get; } = new(File);

        public HubWriter Writer { get; } = new(File, Hooks);
    }
}
