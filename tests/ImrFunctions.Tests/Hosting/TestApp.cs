using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Imr.Core.Serialization;
using Imr.Testing;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Tests.Hosting;

/// <summary>
/// The whole app in this process: real Azurite accounts, a hub file of its own, a free port, a clock that the test moves. What it uses survives
/// <see cref="RestartAsync"/>, so that a test can stop it anywhere and see it go on.
/// </summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly TestAppOptions _options;
    private readonly string _directory = Directory.CreateTempSubdirectory("imr-test-").FullName;
    private readonly string _hostAccount;
    private readonly string _caseAccount;
    private IHost _host = null!;

    private TestApp(TestAppOptions options, string hostAccount, string caseAccount)
    {
        _options = options;
        _hostAccount = hostAccount;
        _caseAccount = caseAccount;
        Clock = new MovableClock();
    }

    public MovableClock Clock { get; }

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _host.Services;

    public CaseStorage Storage => Services.GetRequiredService<CaseStorage>();

    public DurableTaskClient Engine => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Everything that was logged since the start: for tests that nothing of a case is.</summary>
    public LogLines Log { get; } = new();

    public string HubFile => Path.Combine(_directory, "ImrReview.db");

    public static async Task<TestApp> StartAsync(TestAppOptions? options = null)
    {
        await DocumentReaderForTests.EnsureAsync();
        var app = new TestApp(options ?? new TestAppOptions(), await AzuriteForTests.AccountAsync(), await AzuriteForTests.AccountAsync());
        await app.StartHostAsync();
        return app;
    }

    public T Get<T>()
        where T : notnull
        => Services.GetRequiredService<T>();

    public async Task RestartAsync()
    {
        await StopHostAsync();
        await StartHostAsync();
    }

    /// <summary>A client that signs in with a development token such as <c>dev.ad.desk-1</c>.</summary>
    public HttpClient As(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Uploads a blob to the container of uploads, as a user would.</summary>
    public Task UploadAsync(string name, byte[] content)
        => Storage.CaseFiles.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    /// <summary>Uploads a sample case, under another number if given, after the test changed its application.</summary>
    public async Task UploadSampleAsync(string sample, string? caseNumber = null, Action<JsonObject>? change = null, Func<string, bool>? documents = null)
    {
        var folder = RepoRoot.Combine("samples", "cases", sample);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents")).Where(f => documents?.Invoke(Path.GetFileName(f)) ?? true))
            await UploadAsync($"{caseNumber ?? sample}/documents/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        var application = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "application.json")))!.AsObject();
        application["caseNumber"] = caseNumber ?? sample;
        change?.Invoke(application);
        await UploadAsync($"{caseNumber ?? sample}/application.json", JsonSerializer.SerializeToUtf8Bytes(application));
    }

    public async Task ImportPanelAsync(string? csv = null)
    {
        using var client = As("dev.operator.op-1");
        using var content = new StringContent(csv ?? await File.ReadAllTextAsync(RepoRoot.Combine("samples", "reviewers.csv")));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await client.PutAsync(new Uri("/api/reviewers", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Asks until the answer suits, within a limit: the app works asynchronously. No sleep: the next ask follows the answer.</summary>
    public async Task<JsonObject> UntilAsync(string token, string path, Func<JsonObject, bool> suits, int? seconds = null)
    {
        using var client = As(token);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds ?? Patience.Seconds));
        var last = "";
        try
        {
            while (true)
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
                last = await response.Content.ReadAsStringAsync(limit.Token);
                if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
                    && JsonNode.Parse(last) is JsonObject json && response.IsSuccessStatusCode && suits(json))
                    return json;
                // One round trip to the engine's clock between two asks, so that polling leaves the processor to the app.
                await Task.Delay(25, limit.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{path} did not become what was waited for. Last answer: {last}", e);
        }
    }

    public Task<JsonObject> UntilStageAsync(string caseNumber, string stage, int? seconds = null)
        => UntilAsync("dev.operator.op-1", $"/api/cases/{caseNumber}", c => (string?)c["stage"] == stage, seconds);

    public async Task<HttpResponseMessage> PostAsync(string token, string path, object body, string? idempotencyKey = null)
    {
        using var client = As(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ImrJson.Options) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartHostAsync()
    {
        var output = new StringWriter();
        var builder = AppHost.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = _hostAccount,
            ["CaseFiles"] = _caseAccount,
            ["LocalFunctions:Port"] = "0",
            ["LocalFunctions:DataDirectory"] = _directory,
            ["LocalFunctions:ThrowWhenRefused"] = "true",
            ["LocalFunctions:BlobPollMilliseconds"] = "50",
            ["LocalFunctions:QueuePollMilliseconds"] = "50",
            ["Review:StepRetrySeconds"] = "0.05",
            ["Review:StepAttempts"] = "2",
            // Most cases of tests are copies of the same few.
            ["Duplicates:Propose"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(_options.Settings);
        builder.Environment.EnvironmentName = _options.Environment;
        builder.LocalOptions.FunctionTypes = [.. typeof(AppHost).Assembly.GetTypes().Where(HasFunctions)];
        builder.LocalOptions.HostJson = await File.ReadAllTextAsync(RepoRoot.Combine("host.json"));
        builder.LocalOptions.Output = output;
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        _options.Configure?.Invoke(builder.Services);
        _host = AppHost.Build(builder);
        await _host.StartAsync();
        Address = new Uri(output.ToString().Split('\n').First(l => l.StartsWith("Listening on ", StringComparison.Ordinal))["Listening on ".Length..].Trim());
    }

    private async Task StopHostAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static bool HasFunctions(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Any(m => m.GetCustomAttribute<FunctionAttribute>() is not null);
}

/// <param name="Configure">Services registered before the app's own: a test's double of the clock stays, and decorators can be added.</param>
internal sealed record TestAppOptions(Action<IServiceCollection>? Configure = null, string Environment = "Development")
{
    public Dictionary<string, string?> Settings { get; init; } = [];
}
