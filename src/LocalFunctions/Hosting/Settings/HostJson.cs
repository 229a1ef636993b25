using System.Text.Json;

namespace LocalFunctions.Hosting;

/// <summary>What the local host reads of host.json, with the Functions host's defaults.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public QueuesJson Queues { get; init; } = new();

    public BlobsJson Blobs { get; init; } = new();

    public DurableJson Durable { get; init; } = new();

    /// <summary>Log levels by category; "default" is the level of all others.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>();

    /// <exception cref="StartRefusedException">The file is not JSON, or a value is out of range.</exception>
    public static HostJson Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new StartRefusedException($"host.json cannot be read ({exception.Message.TrimEnd('.')}): correct it.", exception);
        }
    }

    private static HostJson Read(JsonElement root)
    {
        var defaults = new HostJson();
        return new HostJson
        {
            RoutePrefix = new JsonPath(root, "extensions", "http").Text("routePrefix") ?? defaults.RoutePrefix,
            Queues = QueuesJson.Read(new JsonPath(root, "extensions", "queues")),
            Blobs = BlobsJson.Read(new JsonPath(root, "extensions", "blobs")),
            Durable = DurableJson.Read(new JsonPath(root, "extensions", "durableTask")),
            LogLevels = new JsonPath(root, "logging", "logLevel").Texts(),
        };
    }

    /// <exception cref="StartRefusedException">The value is out of range.</exception>
    internal static int InRange(string name, int value, int from, int to) => value >= from && value <= to
        ? value
        : throw new StartRefusedException($"host.json has extensions.{name} {value}: it must be {from} to {to}.");
}
