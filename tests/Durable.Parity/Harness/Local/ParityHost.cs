using Imr.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Durable.Parity.Harness;

/// <summary>The seam: the functions of this assembly on the local runtime, started by its public way only.</summary>
public sealed class ParityHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _directory;

    private ParityHost(IHost host, string directory) => (_host, _directory) = (host, directory);

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<ParityHost> StartAsync()
    {
        string directory = Directory.CreateTempSubdirectory("durable-parity-").FullName;
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders().AddProvider(new ObservedLogs());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LocalFunctions:Port"] = "0",
            ["LocalFunctions:ThrowWhenRefused"] = "true",
            ["LocalFunctions:DataDirectory"] = directory,
            ["LocalFunctions:Assemblies"] = typeof(ParityHost).Assembly.GetName().Name,
            ["AzureWebJobsStorage"] = await AzuriteForTests.AccountAsync(),
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new ParityHost(host, directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
