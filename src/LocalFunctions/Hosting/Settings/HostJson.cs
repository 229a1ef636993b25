using System.Text.Json;

namespace LocalFunctions.Hosting;

/// <summary>What the local host reads of host.json, with the Functions host's defaults.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public int QueueBatchSize { get; init; } = 16;

    public int QueueMaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message whose function failed stays hidden.</summary>
    public TimeSpan QueueVisibilityTimeout { get; init; } = TimeSpan.Zero;

    public bool QueueBase64 { get; init; } = true;

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
        var queues = new JsonPath(root, "extensions", "queues");
        return new HostJson
        {
            RoutePrefix = new JsonPath(root, "extensions", "http").Text("routePrefix") ?? defaults.RoutePrefix,
            QueueBatchSize = InRange("queues.batchSize", queues.Number("batchSize") ?? defaults.QueueBatchSize, 1, 32),
            QueueMaxDequeueCount = InRange("queues.maxDequeueCount", queues.Number("maxDequeueCount") ?? defaults.QueueMaxDequeueCount, 1, int.MaxValue),
            QueueVisibilityTimeout = queues.Text("visibilityTimeout") is { } time ? TimeSpan.Parse(time) : defaults.QueueVisibilityTimeout,
            QueueBase64 = (queues.Text("messageEncoding") ?? "base64").ToLowerInvariant() switch
            {
                "base64" => true,
                "none" => false,
                var other => throw new StartRefusedException($"host.json has extensions.queues.messageEncoding {other}: it must be base64 or none."),
            },
            Durable = DurableJson.Read(new JsonPath(root, "extensions", "durableTask")),
            LogLevels = new JsonPath(root, "logging", "logLevel").Texts(),
        };
    }

    /// <exception cref="StartRefusedException">The value is out of range.</exception>
    internal static int InRange(string name, int value, int from, int to) => value >= from && value <= to
        ? value
        : throw new StartRefusedException($"host.json has extensions.{name} {value}: it must be {from} to {to}.");
}
