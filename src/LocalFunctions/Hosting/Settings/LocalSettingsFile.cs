using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace LocalFunctions.Hosting;

/// <summary>local.settings.json: its <c>Values</c> count as environment variables, which win over them, as with <c>func start</c>.</summary>
internal static class LocalSettingsFile
{
    /// <exception cref="StartRefusedException">The file is not valid.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string directory)
    {
        var path = Path.Combine(directory, "local.settings.json");
        if (!File.Exists(path)) return new Dictionary<string, string?>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().ToDictionary(v => v.Name.Replace("__", ":", StringComparison.Ordinal), v => (string?)v.Value.ToString())
                : new Dictionary<string, string?>();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new StartRefusedException($"{path} cannot be read: it must be JSON with an object Values.", exception);
        }
    }

    /// <summary>Puts the values below the environment variables and above appsettings.json.</summary>
    public static void AddTo(IConfigurationBuilder configuration, IReadOnlyDictionary<string, string?> values)
    {
        var sources = configuration.Sources;
        var environment = sources.ToList().FindLastIndex(s => s is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(environment < 0 ? sources.Count : environment, new MemoryConfigurationSource { InitialData = values });
    }
}
