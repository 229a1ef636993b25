using LocalFunctions.Durable.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalFunctions.Tests.Durable;

/// <summary>An engine on a hub file of its own. It can be stopped dead and opened again.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "imr-durable-" + Guid.NewGuid().ToString("N"));
    private readonly Action<DurableEngineOptions>? _configure;
    private readonly ILoggerFactory _loggers;
    private ServiceProvider _services;

    private TestHub(TestApp app, Action<DurableEngineOptions>? configure, ILoggerFactory? loggers)
    {
        App = app;
        _configure = configure;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _services = Build();
    }

    public TestApp App { get; }

    public ManualTime Time { get; } = new();

    public string File => Path.Combine(_directory, "hub", "hub.db");

    public DurableEngine Engine => _services.GetRequiredService<DurableEngine>();

    public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    /// <summary>What is done to each engine that <see cref="ReopenAsync"/> makes, before it starts.</summary>
    public Action<DurableEngine>? EachEngine { get; set; }

    /// <summary>A token that ends a test that hangs.</summary>
    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <param name="copyOf">A hub file that is copied to be this hub's; null: the hub is new.</param>
    public static async Task<TestHub> StartAsync(TestApp app, Action<DurableEngineOptions>? configure = null, ILoggerFactory? loggers = null, string? copyOf = null)
    {
        TestHub hub = new(app, configure, loggers);
        if (copyOf is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(hub.File)!);
            System.IO.File.Copy(copyOf, hub.File);
        }

        await hub.StartEngineAsync();
        return hub;
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null)
        => await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id)));

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Soon);

    /// <summary>Waits until the instance's metadata are as wished.</summary>
    public async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> reached)
    {
        while (true)
        {
            Task change = Engine.Waiters.NextChange(id);
            if (await Client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } state && reached(state))
                return state;
            await change.WaitAsync(Soon);
        }
    }

    /// <summary>Waits until the instance's custom status is a text.</summary>
    public Task<OrchestrationMetadata> StatusAsync(string id, string status) => UntilAsync(id, m => m.SerializedCustomStatus == $"\"{status}\"");

    /// <summary>Opens the same hub file with a new engine; the old one must be dead or is stopped.</summary>
    public async Task ReopenAsync(bool start = true)
    {
        await _services.DisposeAsync();
        _services = Build();
        EachEngine?.Invoke(Engine);
        if (!start)
            return;
        try
        {
            await StartEngineAsync();
        }
        catch (ObjectDisposedException) when (Engine.Killed.IsCompleted)
        {
            // It died while it took up its work: the caller sees that and opens the hub again.
        }
    }

    /// <summary>Stops the engine dead when it comes to a fault point.</summary>
    public void KillAt(FaultPoint point, int time = 1)
    {
        int seen = 0;
        Engine.FaultHook = (at, _) => at == point && Interlocked.Increment(ref seen) == time;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private Task StartEngineAsync() => Engine.StartAsync(CancellationToken.None);

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IDurableFunctions>(App)
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(_loggers)
        .AddDurableEngine(options =>
        {
            options.HubFile = File;
            _configure?.Invoke(options);
        })
        .BuildServiceProvider();
}

/// <summary>Looking into a hub's histories.</summary>
internal static class TestHubHistories
{
    public static List<LocalFunctions.Durable.Engine.History.HistoryEvent> Events(this TestHub hub, string id)
        => [.. hub.Engine.Reader.History(hub.Engine.Reader.Find(id)!.Instance.Row).SelectMany(turn => turn.Events)];

    /// <summary>Waits until the instance has had a number of turns.</summary>
    public static Task TurnsAsync(this TestHub hub, string id, int turns)
        => hub.UntilAsync(id, _ => hub.Events(id).OfType<LocalFunctions.Durable.Engine.History.TurnStarted>().Count() >= turns);

    /// <summary>Waits until the instance has made a number of timers.</summary>
    public static Task UntilTimersAsync(this TestHub hub, string id, int timers)
        => hub.UntilAsync(id, _ => hub.Events(id).OfType<LocalFunctions.Durable.Engine.History.TimerCreated>().Count() >= timers);
}
