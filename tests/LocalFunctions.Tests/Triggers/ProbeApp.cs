using LocalFunctions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Triggers;

/// <summary>An app of probe functions on a storage account.</summary>
internal static class ProbeApp
{
    public const string PlainText = """{"extensions":{"queues":{"messageEncoding":"none"}}}""";

    public static Task<LocalApp> StartAsync(
        string connection, Probe probe, IReadOnlyList<Type> functions, Dictionary<string, string?>? settings = null, string hostJson = PlainText, LogLines? log = null, TimeProvider? time = null)
    {
        var builder = LocalApp.Builder(functions, out var output, hostJson: hostJson, settings: new(settings ?? []) { ["AzureWebJobsStorage"] = connection, ["CaseFiles"] = connection });
        builder.Services.AddSingleton(probe);
        if (time is not null) builder.Services.AddSingleton(time);
        if (log is not null) builder.Logging.AddProvider(log.Provider());
        return LocalApp.StartAsync(builder, output);
    }
}
