using LocalFunctions.Durable.Engine.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LocalFunctions.Hosting;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; else does nothing. The other standard variables
/// (<c>OTEL_SERVICE_NAME</c>, <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_TRACES_SAMPLER</c> …) count too.
/// </summary>
internal sealed class OpenTelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[Endpoint] is not { Length: > 0 } text) return Task.CompletedTask;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new StartRefusedException($"The setting {Endpoint} is not an address: give one such as http://127.0.0.1:4317, or leave it out.");
        var http = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf";
        var resource = ResourceBuilder.CreateDefault().AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(EngineSpans.SourceName, FunctionTelemetry.SourceName, "Microsoft.AspNetCore")
            .AddOtlpExporter(exporter => Send(exporter, endpoint, http, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(EngineMetrics.MeterName)
            .AddOtlpExporter(exporter => Send(exporter, endpoint, http, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>What is not sent yet is sent, for at most a few seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        const int Milliseconds = 3000;
        _traces?.ForceFlush(Milliseconds);
        _metrics?.ForceFlush(Milliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Send(OtlpExporterOptions exporter, Uri endpoint, bool http, string path)
    {
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // Given in code, the exporter adds no path of its own.
        exporter.Endpoint = http ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : endpoint;
    }
}
