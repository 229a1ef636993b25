using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Reflection;
using Azure.Storage.Blobs;
using Imr.Cli;
using Imr.Cli.Azurite;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Correspondence;
using ImrFunctions.Operations;
using LocalFunctions.Durable.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imr.Bench.Cases;

/// <summary>What is otherwise than usual.</summary>
internal sealed record BenchAppOptions
{
    /// <summary>Azurite on disk writes all of its state every five seconds.</summary>
    public bool InMemory { get; init; }

    public int? AzuriteHeapMiB { get; init; }

    /// <summary>Of the app.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];
}

/// <summary>The whole app in this process on an Azurite of its own, both in a temporary directory; gone after disposal.</summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private static readonly AzuriteAccount s_host = AzuriteAccount.Named("benchhost");
    private static readonly AzuriteAccount s_cases = AzuriteAccount.Named("benchcases");

    private readonly string _directory = Directory.CreateTempSubdirectory("imr-bench-").FullName;
    private readonly WarningLines _log = new();
    private readonly HttpClient _http = new();
    private AzuriteProcess? _azurite;
    private IHost? _app;

    public StorageCounts Counts { get; } = new();

    /// <summary>Uploads go past the app's counted clients, as an uploader's do.</summary>
    public BlobContainerClient Uploads { get; private set; } = null!;

    public DurableTaskClient Engine => Services.GetRequiredService<DurableTaskClient>();

    public DurableEngine History => Services.GetRequiredService<DurableEngine>();

    public IServiceProvider Services => _app!.Services;

    public AzuriteProcess Azurite => _azurite!;

    public IReadOnlyCollection<string> Warnings => _log.Lines;

    public static Task<BenchApp> StartAsync(CancellationToken cancellation) => StartAsync(new BenchAppOptions(), cancellation);

    public static async Task<BenchApp> StartAsync(BenchAppOptions options, CancellationToken cancellation)
    {
        var app = new BenchApp();
        try
        {
            await app.StartPartsAsync(options, cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task ImportPanelAsync(string csv, CancellationToken cancellation)
    {
        using var content = new StringContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        (await SendAsync(HttpMethod.Put, "dev.operator.bench", "/api/reviewers", content, cancellation)).Dispose();
    }

    /// <summary>What the timer does with what waits, at once and counted apart: fax, e-mail and staff notices; then a mail batch.</summary>
    /// <returns>Items in the mail batch.</returns>
    public async Task<int> SendCorrespondenceAsync(CancellationToken cancellation)
    {
        await FunctionScope.AsAsync(Operation.HandOffs, async () =>
        {
            await Services.GetRequiredService<StaffNoticeDesk>().EscalateAsync(cancellation);
            return await Services.GetRequiredService<Dispatcher>().SendWaitingAsync(cancellation);
        });
        var batch = await FunctionScope.AsAsync(Operation.MailBatch, () => Services.GetRequiredService<MailRoom>().MakeAsync(now: true, cancellation));
        return batch?.Items.Count ?? 0;
    }

    /// <exception cref="BenchException">The answer is not a success.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string token, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await _http.SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        var answer = await response.Content.ReadAsStringAsync(cancellation);
        response.Dispose();
        throw new BenchException($"{method} {path} was answered {(int)response.StatusCode}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            _app.Dispose();
        }

        if (_azurite is not null)
            await _azurite.DisposeAsync();
        Counts.Dispose();
        _http.Dispose();
        _log.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartPartsAsync(BenchAppOptions options, CancellationToken cancellation)
    {
        _azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = options.InMemory ? null : Path.Combine(_directory, "azurite"), HeapMiB = options.AzuriteHeapMiB, Accounts = [s_host, s_cases] },
            cancellation);
        using var output = new StringWriter();
        var builder = AppHost.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = _azurite.ConnectionString(s_host.Name),
            ["CaseFiles"] = _azurite.ConnectionString(s_cases.Name),
            ["LocalFunctions:Port"] = "0",
            ["LocalFunctions:DataDirectory"] = _directory,
            ["LocalFunctions:ThrowWhenRefused"] = "true",
            // Its cases are copies of the samples.
            ["Duplicates:Propose"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Environment.EnvironmentName = Environments.Development;
        builder.LocalOptions.FunctionTypes = [.. typeof(AppHost).Assembly.GetTypes().Where(HasFunctions)];
        builder.LocalOptions.HostJson = await File.ReadAllTextAsync(Path.Combine(SourceTree.Find(), "host.json"), cancellation);
        builder.LocalOptions.Output = output;
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(_log);
        builder.UseWhen<FunctionScope>(context => !Triggers.IsOrchestrator(context));
        _app = AppHost.Build(builder);
        await _app.StartAsync(cancellation);
        var address = output.ToString().Split('\n').First(l => l.StartsWith("Listening on ", StringComparison.Ordinal))["Listening on ".Length..].Trim();
        _http.BaseAddress = new Uri(address);
        Uploads = new BlobContainerClient(_azurite.ConnectionString(s_cases.Name), new CaseStorageOptions().CaseFiles);
    }

    private static bool HasFunctions(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Any(m => m.GetCustomAttribute<FunctionAttribute>() is not null);

    /// <summary>Keeps warnings and errors: a benchmark of an app that fails measures nothing.</summary>
    private sealed class WarningLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && Lines.Count < 1000)
                Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception?.GetType().Name}");
        }

        public void Dispose()
        {
            // The lines are read after the app has stopped.
        }
    }
}
