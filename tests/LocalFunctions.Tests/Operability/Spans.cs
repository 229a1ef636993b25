using System.Collections.Concurrent;
using System.Diagnostics;
using LocalFunctions.Durable.Engine.Telemetry;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Operability;

/// <summary>Hears the spans of one trace, as an exporter would: when they end.</summary>
internal sealed class Spans : IDisposable
{
    private const string Tests = "LocalFunctions.Tests";

    private static readonly ActivitySource _tests = new(Tests);

    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans(params string[] more)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is EngineSpans.SourceName or FunctionTelemetry.SourceName or Tests || more.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static Activity StartRoot() => _tests.StartActivity("request", ActivityKind.Server)!;

    public List<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(a => a.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
