using System.Diagnostics;
using System.Net;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting;
using LocalFunctions.Tests.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Operability;

public sealed class HealthTests(TriggersAzurite azurite) : IClassFixture<TriggersAzurite>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("imr-health-");

    [Fact]
    public async Task An_app_without_storage_and_hub_is_ready_when_it_listens()
    {
        await using var app = await LocalApp.StartAsync(typeof(HttpFunctions));

        (await GetAsync(app, "live")).ShouldBe((HttpStatusCode.OK, """{"status":"alive"}"""));
        (await GetAsync(app, "ready")).ShouldBe((HttpStatusCode.OK, """{"status":"ready","parts":{"listeners":"ok"}}"""));
    }

    [Fact]
    public async Task A_hub_that_takes_no_write_makes_the_app_not_ready_though_it_is_alive()
    {
        await using var app = await StartAsync();
        (await GetAsync(app, "ready")).ShouldBe((HttpStatusCode.OK, """{"status":"ready","parts":{"listeners":"ok","hub":"ok","storage":"ok"}}"""));

        app.Services.GetRequiredService<DurableEngine>().Kill();

        (await GetAsync(app, "ready")).ShouldBe((HttpStatusCode.ServiceUnavailable, """{"status":"not ready","parts":{"listeners":"ok","hub":"failing","storage":"ok"}}"""));
        (await GetAsync(app, "live")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_trace_goes_from_the_HTTP_request_to_the_activity_and_names_the_route_not_the_address()
    {
        using Spans spans = new("Microsoft.AspNetCore");
        await using var app = await StartAsync();
        ActivityTraceId trace = ActivityTraceId.CreateRandom();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("api/greetings/somebody?name=secret", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        (await app.Http.SendAsync(request)).EnsureSuccessStatusCode();
        var client = app.Services.GetRequiredService<DurableTaskClient>();
        await client.RaiseEventAsync("somebody", "Approved", "yes");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.WaitForInstanceCompletionAsync("somebody", limit.Token);
        await app.Services.GetRequiredService<DurableEngine>().WhenIdle();
        await app.StopAsync();

        var found = spans.Of(trace);
        var server = found.Single(s => s.Source.Name == "Microsoft.AspNetCore");
        (server.DisplayName, server.GetTagItem("http.route"), server.GetTagItem("http.response.status_code")).ShouldBe(("POST /api/greetings/{id}", "/api/greetings/{id}", 202));
        var function = found.Single(s => s.OperationName == "function StartGreeting");
        var create = found.Single(s => s.OperationName == "create_orchestration:GreetingOrchestrator");
        var activity = found.Single(s => s.OperationName == "activity:GreetActivity" && s.Kind == ActivityKind.Server);
        (function.ParentSpanId, create.ParentSpanId).ShouldBe((server.SpanId, function.SpanId));
        found.Single(s => s.OperationName == "function GreetActivity").ParentSpanId.ShouldBe(activity.SpanId);
        foreach (var span in found)
        {
            span.DisplayName.ShouldNotContain("somebody");
            span.TagObjects.Where(t => !t.Key.EndsWith("instance_id", StringComparison.Ordinal))
                .ShouldAllBe(t => !$"{t.Value}".Contains("somebody", StringComparison.Ordinal) && !$"{t.Value}".Contains("secret", StringComparison.Ordinal));
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(LocalApp app, string what)
    {
        using var response = await app.Http.GetAsync(new Uri("runtime/health/" + what, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<LocalApp> StartAsync()
    {
        await azurite.Blobs.GetBlobContainerClient(BlobReceipts.HostContainer).DeleteIfExistsAsync();
        var directory = _directory.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        var builder = LocalApp.Builder(
            [typeof(GreetingOrchestrator), typeof(GreetActivity), typeof(StartGreeting)],
            out var output,
            new() { ["AzureWebJobsStorage"] = azurite.ConnectionString, ["LocalFunctions:DataDirectory"] = directory.FullName });
        builder.Services.AddSingleton(new Seen());
        return await LocalApp.StartAsync(builder, output);
    }
}
