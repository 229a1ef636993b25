using Imr.Cli.Azurite;
using LocalFunctions.Durable.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imr.Bench.Engine;

/// <summary>A function app of the benchmark's own functions, by the same host as any app: hub on disk with every commit flushed. Gone after disposal.</summary>
internal sealed class EngineApp : IAsyncDisposable
{
    private static readonly AzuriteAccount s_account = AzuriteAccount.Named("benchengine");

    private readonly string _directory = Directory.CreateTempSubdirectory("imr-bench-").FullName;
    private AzuriteProcess? _azurite;
    private IHost? _app;

    public DurableTaskClient Client => _app!.Services.GetRequiredService<DurableTaskClient>();

    public DurableEngine Engine => _app!.Services.GetRequiredService<DurableEngine>();

    public HttpClient Http { get; } = new();

    public static async Task<EngineApp> StartAsync(CancellationToken cancellation)
    {
        var app = new EngineApp();
        try
        {
            app._azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Path.Combine(app._directory, "azurite"), Accounts = [s_account] }, cancellation);
            await app.StartHostAsync(cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
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
        Http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartHostAsync(CancellationToken cancellation)
    {
        using var output = new StringWriter();
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.LocalOptions.FunctionTypes = [typeof(FiveInSequence), typeof(FanOut), typeof(TakeEvents), typeof(WaitForAPerson), typeof(AddOne), typeof(StartOne)];
        builder.LocalOptions.HostJson = "{}";
        builder.LocalOptions.Output = output;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = _azurite!.ConnectionString(s_account.Name),
            ["LocalFunctions:Port"] = "0",
            ["LocalFunctions:DataDirectory"] = _directory,
            ["LocalFunctions:ThrowWhenRefused"] = "true",
        });
        builder.Logging.ClearProviders();
        builder.ConfigureFunctionsWebApplication();
        _app = builder.Build();
        await _app.StartAsync(cancellation);
        Http.BaseAddress = new Uri(output.ToString().Split('\n').First(l => l.StartsWith("Listening on ", StringComparison.Ordinal))["Listening on ".Length..].Trim());
    }
}
