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

    public string HubName { get; init; } = "TestHubName";

    public string? DefaultVersion { get; init; }

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
        var durable = new JsonPath(root, "extensions", "durableTask");
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
            HubName = durable.Text("hubName") ?? defaults.HubName,
            DefaultVersion = durable.Text("defaultVersion"),
            LogLevels = new JsonPath(root, "logging", "logLevel").Texts(),
        };
    }

    private static int InRange(string name, int value, int from, int to) => value >= from && value <= to
        ? value
        : throw new StartRefusedException($"host.json has extensions.{name} {value}: it must be {from} to {to}.");

    /// <summary>An object inside the document; empty if a step is missing. Names are compared without case, as the Functions host does.</summary>
    private readonly struct JsonPath
    {
        private readonly JsonElement? _at;

        public JsonPath(JsonElement root, params string[] steps)
        {
            _at = root;
            foreach (var step in steps) _at = Child(_at, step);
        }

        public string? Text(string name) => Child(_at, name)?.GetString();

        public int? Number(string name) => Child(_at, name)?.GetInt32();

        public Dictionary<string, string> Texts() => _at is { ValueKind: JsonValueKind.Object } at
            ? at.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(p => p.Name, p => p.Value.GetString()!)
            : [];

        private static JsonElement? Child(JsonElement? parent, string name)
        {
            if (parent is not { ValueKind: JsonValueKind.Object } at) return null;
            foreach (var property in at.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
            }

            return null;
        }
    }
}
