using System.Text.Json;
using Imr.Core.Serialization;

namespace Imr.Cli.Hosting;

/// <summary>Where the app of <c>imr up</c> is: written to <c>.imr/connection.json</c> while it runs, so that other commands need no options.</summary>
/// <param name="CaseFiles">Connection string of the storage account that takes uploads.</param>
internal sealed record RunningApp(int SchemaVersion, string Url, string CaseFiles, string Container) : IVersioned
{
    public const string DefaultContainer = "case-files";

    public const string DefaultUrl = "http://127.0.0.1:7071";

    public static int CurrentSchemaVersion => 1;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, ImrJson.Indented));

    /// <returns>Null when no <c>imr up</c> runs.</returns>
    public static RunningApp? Find(string path)
    {
        try
        {
            return ImrJson.Read<RunningApp>(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The app at the given address, or the one of <c>imr up</c>.</summary>
    /// <exception cref="CliException">The address is not one.</exception>
    public static Uri AddressOf(string? url)
    {
        var text = url ?? Find(DataFolder.ConnectionFile)?.Url ?? DefaultUrl;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw new CliException($"'{text}' is not an address: give one such as {DefaultUrl}.");
    }
}
