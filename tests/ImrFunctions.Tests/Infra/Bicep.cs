using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Imr.Testing;

namespace ImrFunctions.Tests.Infra;

/// <summary>Runs the Bicep compiler that the build brought: no network, types of Azure's resources included.</summary>
internal static class Bicep
{
    private static readonly Lazy<Task<(string Template, string Diagnostics)>> Compiled = new(() => RunAsync("build", "infra/main.bicep"));

    public static string? Path { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BicepPath")?.Value;

    public static Task<(string Template, string Diagnostics)> MainAsync() => Compiled.Value;

    public static async Task<(string Template, string Diagnostics)> RunAsync(string command, string file)
    {
        var start = new ProcessStartInfo(Path!, [command, file, "--stdout"]) { WorkingDirectory = RepoRoot.Combine(), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AZURE_ENV_NAME"] = "imr-test";
        start.Environment["AZURE_LOCATION"] = "westus2";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, (await errors) + (process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}"));
    }

    /// <summary>Every resource of the compiled template, those of modules included.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ResourcesAsync()
        => [.. Objects(JsonNode.Parse((await MainAsync()).Template)).Where(o => o["type"] is JsonValue && o["apiVersion"] is JsonValue && !o.ContainsKey("existing"))];

    private static IEnumerable<JsonObject> Objects(JsonNode? node)
        => node switch
        {
            JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
            JsonArray a => a.SelectMany(Objects),
            _ => [],
        };
}

/// <summary>A fact that needs the Bicep compiler, which the build brings on Linux x64.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Path is null ? "The build brings the Bicep compiler on Linux x64 only." : null;
}
