using System.Collections.Concurrent;
using System.Text;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using LocalFunctions.Tests.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Operability;

public sealed class CollectorTests
{
    [Fact]
    public async Task Spans_and_numbers_reach_the_collector_that_the_setting_names_by_the_end_of_the_app()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectorAsync(received);
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output, new()
        {
            [OpenTelemetryExport.Endpoint] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await using (var app = await LocalApp.StartAsync(builder, output))
            await app.Http.GetAsync(new Uri("api/Ping", UriKind.Relative));

        received.Keys.Order(StringComparer.Ordinal).ShouldBe(["/v1/metrics", "/v1/traces"]);
        received["/v1/traces"].ShouldContain("function Ping");
        received["/v1/traces"].ShouldContain("GET /api/Ping");
        received["/v1/metrics"].ShouldContain("localfunctions.function.duration");
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused()
    {
        var builder = LocalApp.Builder([typeof(HttpFunctions)], out var output, new() { [OpenTelemetryExport.Endpoint] = "here" });

        (await Should.ThrowAsync<StartRefusedException>(() => LocalApp.StartAsync(builder, output))).Message.ShouldStartWith($"The setting {OpenTelemetryExport.Endpoint} is not an address");
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.MapPost("/v1/{what}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.AddOrUpdate(http.Request.Path, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        return collector;
    }
}
