using System.Diagnostics;
using System.Diagnostics.Metrics;
using LocalFunctions.Durable.Engine.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalFunctions.Hosting;

/// <summary>
/// Spans and numbers of function invocations; the spans have the source, name and tags of Microsoft's worker. They carry the names of functions, routes as they
/// were written, ids and outcomes: no address of a request, no name of a blob, no message.
/// </summary>
internal static class FunctionTelemetry
{
    public const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(EngineMetrics.MeterName);

    private static readonly Histogram<double> Runs =
        Meter.CreateHistogram<double>("localfunctions.function.duration", "s", "One run of a function that is no orchestrator.");

    private static readonly Counter<long> Poison =
        Meter.CreateCounter<long>("localfunctions.trigger.poison", "{item}", "Blobs and messages that failed too often and went to the poison queue.");

    public static Activity? Start(FunctionDescriptor function, string invocationId) =>
        Source.StartActivity($"function {function.Name}")?.SetTag("faas.name", function.Name).SetTag("faas.invocation_id", invocationId);

    public static void Ended(FunctionDescriptor function, Activity? span, long began, bool failed)
    {
        if (failed) span?.SetStatus(ActivityStatusCode.Error);
        if (Runs.Enabled)
        {
            Runs.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new TagList { { "function", function.Name }, { "trigger", function.Trigger.BindingType }, { "outcome", failed ? "failed" : "completed" } });
        }
    }

    public static void Poisoned(string trigger) => Poison.Add(1, new KeyValuePair<string, object?>("trigger", trigger));

    /// <summary>Names the server's span of a request by the route's template.</summary>
    public static Activity? NameRequest(HttpContext http, string? route)
    {
        var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not { IsAllDataRequested: true }) return null;
        span.DisplayName = $"{http.Request.Method} /{route}";
        return span.SetTag("http.request.method", http.Request.Method).SetTag("http.route", "/" + route);
    }
}
