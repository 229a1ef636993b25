using System.Diagnostics;
using System.Diagnostics.Metrics;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;

namespace LocalFunctions.Durable.Engine.Telemetry;

/// <summary>The numbers of one engine: meter <c>LocalFunctions</c>. Names, units and meanings stand in docs/local-runtime/operations.md.</summary>
internal sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "LocalFunctions";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _turn;
    private readonly Histogram<double> _activity;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _replayed;

    /// <param name="load">What is queued and running now.</param>
    /// <param name="hub">The open hub; null before and after.</param>
    /// <param name="time">The clock of the ages.</param>
    public EngineMetrics(Func<EngineLoad> load, Func<HubReader?> hub, TimeProvider time)
    {
        _turn = _meter.CreateHistogram<double>("localfunctions.turn.duration", "s", "From taking an instance's messages to the commit of its turn.");
        _activity = _meter.CreateHistogram<double>("localfunctions.activity.duration", "s", "One run of an activity.");
        _wait = _meter.CreateHistogram<double>("localfunctions.commit.wait", "s", "From handing a turn to the writer to its commit.");
        _commit = _meter.CreateHistogram<double>("localfunctions.commit.duration", "s", "One transaction of the writer, the disk's flush included.");
        _batch = _meter.CreateHistogram<int>("localfunctions.commit.size", "{change}", "How many changes one transaction held.");
        _replayed = _meter.CreateCounter<long>("localfunctions.replay.events", "{event}", "Recorded events that turns went through again.");
        _meter.CreateObservableGauge("localfunctions.queue.depth", () => Depths(load()), "{item}", "What waits or runs, by stage.");
        _meter.CreateObservableGauge("localfunctions.queue.oldest_age", () => Ages(load()), "s", "How long the oldest item has been in its stage.");
        _meter.CreateObservableGauge("localfunctions.instances", () => Instances(hub()), "{instance}", "Instances, by status.");
        _meter.CreateObservableGauge("localfunctions.instances.oldest_age", () => OldestOpen(hub(), time), "s", "How long ago the open instance that has waited longest changed.");
        _meter.CreateObservableGauge("localfunctions.inbox.messages", () => hub()?.Read(sql => sql.Scalar<long>("SELECT count(*) FROM inbox")) ?? 0, "{message}", "Messages that no turn has consumed.");
    }

    /// <summary>The meter of this engine: another engine in the process has one of its own.</summary>
    public Meter Meter => _meter;

    public void Turn(TimeSpan duration, TimeSpan commit, int replayed)
    {
        _turn.Record(duration.TotalSeconds);
        _wait.Record(commit.TotalSeconds);
        if (replayed > 0)
            _replayed.Add(replayed);
    }

    public void Activity(TimeSpan duration, string name, bool failed)
    {
        if (_activity.Enabled)
            _activity.Record(duration.TotalSeconds, new TagList { { "function", name }, { "outcome", failed ? "failed" : "completed" } });
    }

    public void Commit(int changes, TimeSpan duration)
    {
        _batch.Record(changes);
        _commit.Record(duration.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Depths(EngineLoad load) => [.. load.Stages.Select(s => new Measurement<long>(s.Depth, Stage(s.Name)))];

    private static Measurement<double>[] Ages(EngineLoad load) => [.. load.Stages.Select(s => new Measurement<double>(s.Oldest.TotalSeconds, Stage(s.Name)))];

    private static Measurement<long>[] Instances(HubReader? hub) => hub is null
        ? []
        : [.. hub.Read(sql => sql.Query(
            "SELECT status, count(*) FROM instances WHERE status < 3 GROUP BY status UNION ALL SELECT status, count(*) FROM instances WHERE status >= 3 GROUP BY status",
            row => new Measurement<long>(row.GetInt64(1), new KeyValuePair<string, object?>("status", ((InstanceStatus)row.GetInt32(0)).ToString()))))];

    private static double OldestOpen(HubReader? hub, TimeProvider time)
        => hub?.Read(sql => sql.Scalar<long?>("SELECT min(updated) FROM instances WHERE status < 3")) is { } ticks ? (time.GetUtcNow().UtcTicks - ticks) / (double)TimeSpan.TicksPerSecond : 0;

    private static KeyValuePair<string, object?> Stage(string name) => new("stage", name);
}

/// <summary>One stage of the work: how much is in it, and how long the oldest has been.</summary>
internal sealed record EngineStage(string Name, long Depth, TimeSpan Oldest);

/// <summary>The load of an engine at one instant.</summary>
internal sealed record EngineLoad(IReadOnlyList<EngineStage> Stages);
