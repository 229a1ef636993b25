namespace LocalFunctions.Durable.Engine;

/// <summary>The settings of the local engine.</summary>
internal sealed class DurableEngineOptions
{
    /// <summary>The SQLite file of the task hub; its directory is created.</summary>
    public string HubFile { get; set; } = "hub.db";

    /// <summary>Whether a commit waits for the disk; default true. False is for simulations, in which only the process dies.</summary>
    public bool Flush { get; set; } = true;

    /// <summary>Where the hub's writer runs, step by step; default null: on a thread of its own. For simulations.</summary>
    public SynchronizationContext? WriterSteps { get; set; }

    /// <summary>The hub's name, as in host.json's <c>durableTask.hubName</c>; the client's name.</summary>
    public string HubName { get; set; } = "TestHubName";

    /// <summary>host.json's <c>durableTask.defaultVersion</c>; empty: unversioned.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>How many activities run at a time; at least 1, default 10 per processor.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>How many turns of different instances may be under way at a time, most of them waiting for their commit; at least 1, default 64.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = 64;

    /// <summary>The longest single timer: a longer one is split. Default 3 days, as in the SDK.</summary>
    public TimeSpan MaxTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long the engine's timer sleeps at most before it looks at the clock again; default 1 minute. The system's timers count neither a sleep of the machine nor a new
    /// time of day, so a timer may be late by this.
    /// </summary>
    public TimeSpan LongestSleep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest input, result, event or output, in UTF-8 bytes; default 1 MiB.</summary>
    public int MaxPayloadBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest custom status, in bytes of UTF-16; default 16 KiB.</summary>
    public int MaxCustomStatusBytes { get; set; } = 16 * 1024;

    /// <summary>How long a stop waits for running activities before it cancels them; default 10 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long ended instances are kept, counted from their end; default null: until the app purges them.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>How much history, decoded or as live runs, is kept in memory, in stored bytes; default 64 MiB.</summary>
    public long HistoryCacheBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>
    /// Whether orchestrations keep their state between turns instead of replaying, as far as <see cref="HistoryCacheBytes"/> allows: host.json's
    /// <c>extendedSessionsEnabled</c>. Default false: each turn replays, which shows divergence at once.
    /// </summary>
    public bool KeepsOrchestrations { get; set; }

    /// <summary>Whether raising an event to a missing or ended instance throws; default false: it is lost without notice.</summary>
    public bool ThrowOnRaiseToMissing { get; set; }
}
