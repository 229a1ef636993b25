using System.Diagnostics;
using System.Runtime.CompilerServices;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Telemetry;

/// <summary>
/// The spans of the engine, with the source, names, kinds and tags of Microsoft's SDK, so that the same tools read them. They carry names of functions and ids,
/// never payloads or messages. Nothing is done when nobody listens.
/// </summary>
internal static class EngineSpans
{
    public const string SourceName = "Microsoft.DurableTask";

    private static readonly ActivitySource _source = new(SourceName);

    public static bool Wanted => _source.HasListeners();

    /// <summary>A client asks for a new instance.</summary>
    public static Activity? Create(string name, string version, string instanceId, string execution)
    {
        Activity? span = _source.StartActivity(Name("create_orchestration", name, version), ActivityKind.Producer);
        Tag(span, "orchestration", name, version, instanceId)?.SetTag("durabletask.task.execution_id", execution);
        return span;
    }

    /// <summary>A client raises an event.</summary>
    public static Activity? Raise(string eventName, string instanceId)
    {
        Activity? span = _source.StartActivity(Name("orchestration_event", eventName, null), ActivityKind.Producer);
        return span?.SetTag("durabletask.type", "event").SetTag("durabletask.task.name", eventName).SetTag("durabletask.event.target_instance_id", instanceId);
    }

    /// <summary>An activity runs; what it does itself becomes part of this span.</summary>
    public static Activity? Activity(string instanceId, string execution, TaskScheduled task, TraceParent? trace)
    {
        if (trace is null || !Wanted || trace.WithSpan(TraceParent.SpanOf(execution, task.Id)).Context() is not { } parent)
            return null;
        Activity? span = _source.StartActivity(Name("activity", task.Name, task.Version), ActivityKind.Server, parent);
        return Tag(span, "activity", task.Name, task.Version, instanceId)?.SetTag("durabletask.task.task_id", task.Id);
    }

    /// <summary>A run has ended: its whole span, once.</summary>
    public static void Run(string instanceId, string execution, ExecutionStarted start, DateTime began, DateTime ended, string status, bool failed)
    {
        if (start.Trace?.Context() is not { } parent)
            return;
        Activity? span = Past(Name("orchestration", start.Name, start.Version), ActivityKind.Server, parent, TraceParent.SpanOf(execution), began);
        Tag(span, "orchestration", start.Name, start.Version, instanceId)?.SetTag("durabletask.task.status", status);
        End(span, ended, failed);
    }

    /// <summary>A task of a run (an activity or a sub-orchestration) has ended, as the run sees it: from scheduling to the result.</summary>
    public static void Task(string instanceId, string execution, ExecutionStarted start, (string Type, int Id, string Name, string Version) task, DateTime began, DateTime ended, bool failed)
    {
        if (start.Trace?.WithSpan(TraceParent.SpanOf(execution)).Context() is not { } parent)
            return;
        Activity? span = Past(Name(task.Type, task.Name, task.Version), ActivityKind.Client, parent, TraceParent.SpanOf(execution, task.Id), began);
        Tag(span, task.Type, task.Name, task.Version, instanceId)?.SetTag("durabletask.task.task_id", task.Id);
        End(span, ended, failed);
    }

    /// <summary>A timer of a run has fired.</summary>
    public static void Timer(string instanceId, string execution, ExecutionStarted start, TimerCreated timer, DateTime began, DateTime ended)
    {
        if (start.Trace?.WithSpan(TraceParent.SpanOf(execution)).Context() is not { } parent)
            return;
        Activity? span = Past($"orchestration:{start.Name}:timer", ActivityKind.Internal, parent, TraceParent.SpanOf(execution, timer.Id), began);
        Tag(span, "timer", start.Name, null, instanceId)?
            .SetTag("durabletask.fire_at", timer.FireAt.ToString("o"))
            .SetTag("durabletask.task.task_id", timer.Id);
        End(span, ended, failed: false);
    }

    private static string Name(string what, string name, string? version) => string.IsNullOrEmpty(version) ? $"{what}:{name}" : $"{what}:{name}@({version})";

    private static Activity? Past(string name, ActivityKind kind, ActivityContext parent, string spanId, DateTime began)
    {
        Activity? before = System.Diagnostics.Activity.Current;
        Activity? span = _source.StartActivity(name, kind, parent, startTime: new DateTimeOffset(began));
        System.Diagnostics.Activity.Current = before;
        if (span is not null)
            SpanId(span) = spanId;
        return span;
    }

    private static void End(Activity? span, DateTime ended, bool failed)
    {
        if (span is null)
            return;
        if (failed)
            span.SetStatus(ActivityStatusCode.Error);
        span.SetEndTime(ended);
        Activity? before = System.Diagnostics.Activity.Current;
        span.Stop();
        System.Diagnostics.Activity.Current = before;
    }

    private static Activity? Tag(Activity? span, string type, string name, string? version, string instanceId)
    {
        span?.SetTag("durabletask.type", type).SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
        return string.IsNullOrEmpty(version) ? span : span?.SetTag("durabletask.task.version", version);
    }

    // There is no public way to give a span an id that was announced before it began; Microsoft's SDK sets the same field.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity activity);
}
