using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Testing;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Management;

/// <summary>An app with durable functions and greedy routes for one test class, and its management API.</summary>
public sealed class ManagementApp : IAsyncLifetime
{
    private const string Base = "/runtime/webhooks/durabletask/";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("imr-manage-");
    private LocalApp _app = null!; // made by InitializeAsync, before any test

    public HttpClient Http => _app.Http;

    public string Output => _app.Output;

    public string KeyFile => Path.Combine(_directory.FullName, "durable-system-key");

    public string Key => File.ReadAllText(KeyFile).Trim();

    internal DurableEngine Engine => _app.Services.GetRequiredService<DurableEngine>();

    internal DurableTaskClient Client => _app.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>A token that ends a test that hangs.</summary>
    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public async Task InitializeAsync()
    {
        var builder = LocalApp.Builder(
            [typeof(EchoOrchestrator), typeof(WaitingOrchestrator), typeof(StepsOrchestrator), typeof(FailingOrchestrator), typeof(GreedyRoutes)],
            out var output,
            new() { ["AzureWebJobsStorage"] = await AzuriteForTests.AccountAsync(), ["LocalFunctions:DataDirectory"] = _directory.FullName },
            """{"extensions":{"http":{"routePrefix":""},"durableTask":{"hubName":"ManageHub"}}}""");
        _app = await LocalApp.StartAsync(builder, output);
    }

    /// <summary>Stops the app; its client stays.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A call with the key; a body is sent as JSON.</summary>
    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Base + path, UriKind.Relative)) { Content = content };
        request.Headers.Add("x-functions-key", Key);
        // A body that is refused for its length is not sent in vain.
        request.Headers.ExpectContinue = content is not null;
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<int> CodeAsync(HttpMethod method, string path, string? json = null)
    {
        using var response = await CallAsync(method, path, json);
        return (int)response.StatusCode;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await CallAsync(HttpMethod.Get, path);
        return await JsonAsync(response);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>An instance that waits for the event Go.</summary>
    public async Task<string> WaitingAsync(string id)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Waiting", new StartOrchestrationOptions(id));
        await UntilAsync(id, i => i.IsRunning);
        return id;
    }

    public async Task<OrchestrationMetadata> EndedAsync(string orchestrator, string id, object? input = null)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        return await EndAsync(id);
    }

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Soon);

    public async Task UntilAsync(string id, Func<OrchestrationMetadata, bool> reached)
    {
        while (true)
        {
            var change = Engine.Waiters.NextChange(id);
            if (await Client.GetInstanceAsync(id) is { } instance && reached(instance)) return;
            await change.WaitAsync(Soon);
        }
    }
}
