using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>The configuration of the app: appsettings files, local.settings.json, environment variables, command line, each winning over the one before.</summary>
internal static class AppConfiguration
{
    private static readonly string[] EnvironmentSettings = ["AZURE_FUNCTIONS_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    /// <param name="args">The command line.</param>
    /// <param name="refusal">Why the app cannot start, kept until it is started.</param>
    public static WebApplicationBuilder CreateWebBuilder(string[]? args, out StartRefusedException? refusal)
    {
        refusal = null;
        IReadOnlyDictionary<string, string?> values = new Dictionary<string, string?>();
        try
        {
            values = new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Select(LocalSettingsFile.Read).FirstOrDefault(v => v.Count > 0) ?? values;
        }
        catch (StartRefusedException exception)
        {
            refusal = exception;
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args ?? [],
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentName(values),
        });
        LocalSettingsFile.AddTo(builder.Configuration, values);
        return builder;
    }

    /// <summary>The variables of the environment first, then those of local.settings.json; Production if nobody says, as everywhere in .NET.</summary>
    private static string? EnvironmentName(IReadOnlyDictionary<string, string?> values) =>
        EnvironmentSettings.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v))
        ?? EnvironmentSettings.Select(name => values.GetValueOrDefault(name)).FirstOrDefault(v => !string.IsNullOrEmpty(v));

    public static HostJson ReadHostJson(LocalHostOptions options)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "host.json");
        return HostJson.Read(options.HostJson ?? (File.Exists(path) ? File.ReadAllText(path) : "{}"));
    }
}
