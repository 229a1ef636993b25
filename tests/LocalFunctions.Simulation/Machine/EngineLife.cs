using LocalFunctions.Durable.Converters;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.Clients;
using LocalFunctions.Durable.Engine.Hub;

namespace LocalFunctions.Simulation.Machine;

/// <summary>One life of the process: an engine on the hub file, its thread, its clock's timers, its app. The hub file and the world outside survive it.</summary>
internal sealed class EngineLife
{
    public EngineLife(string hubFile, VirtualClock clock, OutsideWorld world, Random chance, Profile profile, SimulatedFaults faults, IReadOnlySet<string> mayEndEarly)
    {
        Time = new VirtualTime(clock);
        App = new SimulatedApp(world, chance, profile, Time) { Wants = Wants, Repeats = IsFree };
        DurableEngineOptions options = new()
        {
            HubFile = hubFile,
            Flush = false,
            LongestSleep = TimeSpan.FromHours(12),
            WriterSteps = Thread,
            MaxConcurrentActivities = profile.MaxActivities,
            MaxConcurrentOrchestrations = profile.MaxTurns,
            HistoryCacheBytes = profile.CacheBytes,
            KeepsOrchestrations = profile.Keeps,
        };
        Engine = new DurableEngine(options, App, new JsonDataConverter(null), Time, Errors);
        Client = new EngineClient(Engine);
        faults.Hook(Engine, Thread);

        bool IsFree(string id) => mayEndEarly.Any(m => id.StartsWith(m, StringComparison.Ordinal));
        bool Wants(string id) => IsFree(id) || Engine!.Reader.Find(id) is { Instance.HasEnded: false };
    }

    public SimulatedThread Thread { get; } = new();

    public VirtualTime Time { get; }

    public SimulatedApp App { get; }

    public ErrorWatch Errors { get; } = new();

    public DurableEngine Engine { get; }

    public DurableTaskClient Client { get; }

    public bool Started { get; private set; }

    public bool Stopping { get; private set; }

    /// <summary>The process is gone, or is about to go as it could not start.</summary>
    public bool Over { get; private set; }

    public string? Violation => App.Violation ?? Errors.Violation ?? (Thread.Escaped ? "A continuation came from another thread." : null);

    public void Start() => Thread.Within(() => _ = StartAsync());

    /// <summary>Stops the engine in good order.</summary>
    public void Stop() => Thread.Within(() => _ = StopAsync());

    /// <summary>The process is gone: nothing of it runs any more, the file is free.</summary>
    public void End()
    {
        Thread.Die();
        Engine.FaultHook = null;
        Engine.Kill();
        Engine.Timers.Dispose();
    }

    private async Task StartAsync()
    {
        try
        {
            await Engine.StartAsync(CancellationToken.None);
            Started = true;
        }
        catch (Exception exception) when (exception is ObjectDisposedException || SimulatedFaults.Made(exception))
        {
            Over = true; // the host gives up, and is started again
        }
    }

    private async Task StopAsync()
    {
        Stopping = true;
        await Engine.StopAsync(CancellationToken.None);
        Over = true;
    }
}
