using LocalFunctions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting;

/// <summary>A function app in this process, of the given classes, on a free port.</summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly StringWriter _output;

    private LocalApp(IHost host, StringWriter output)
    {
        (_host, _output) = (host, output);
        var address = output.ToString().Split('\n').First(l => l.StartsWith("Listening on ", StringComparison.Ordinal))["Listening on ".Length..].Trim();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    public string Output => _output.ToString();

    public Task StopAsync() => _host.StopAsync();

    public static FunctionsApplicationBuilder Builder(IReadOnlyList<Type> functions, out StringWriter output, Dictionary<string, string?>? settings = null, string hostJson = "{}")
    {
        output = new StringWriter();
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.LocalOptions.FunctionTypes = functions;
        builder.LocalOptions.HostJson = hostJson;
        builder.LocalOptions.Output = output;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LocalFunctions:Port"] = "0",
            ["LocalFunctions:ThrowWhenRefused"] = "true",
            ["LocalFunctions:BlobPollMilliseconds"] = "50",
            ["LocalFunctions:QueuePollMilliseconds"] = "50",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.ConfigureFunctionsWebApplication();
        return builder;
    }

    public static async Task<LocalApp> StartAsync(FunctionsApplicationBuilder builder, StringWriter output)
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new LocalApp(host, output);
    }

    public static Task<LocalApp> StartAsync(params Type[] functions) => StartAsync(Builder(functions, out var output), output);

    /// <summary>The sentence with which an app of these classes refuses to start.</summary>
    public static async Task<string> RefusalAsync(params Type[] functions) =>
        (await Should.ThrowAsync<StartRefusedException>(() => StartAsync(functions))).Message;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
