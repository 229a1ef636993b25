using System.Globalization;

namespace LocalFunctions.Hosting;

/// <summary>What the local host reads of host.json's <c>extensions.queues</c>, with the extension's ranges and defaults. All of it is per function.</summary>
internal sealed record QueuesJson
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestHidden = TimeSpan.FromDays(7);

    private readonly int? _newBatchThreshold;

    /// <summary>How many messages one request receives: 1 to 32. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The next batch is received when no more than this many messages are under way; so at most this and a batch run together. Default: half a batch for each processor.</summary>
    public int NewBatchThreshold
    {
        get => _newBatchThreshold ?? BatchSize / 2 * Environment.ProcessorCount;
        init => _newBatchThreshold = value;
    }

    /// <summary>Tries before the poison queue: 1 or more. Default 5.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message whose function failed stays hidden. Default zero.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between two looks into an empty queue: 100 milliseconds or more. Default one minute.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether messages are Base64. Default true.</summary>
    public bool Base64 { get; init; } = true;

    /// <exception cref="StartRefusedException">A value is not valid.</exception>
    public static QueuesJson Read(JsonPath queues)
    {
        var read = new QueuesJson();
        read = read with
        {
            BatchSize = HostJson.InRange("queues.batchSize", queues.Number("batchSize") ?? read.BatchSize, 1, 32),
            MaxDequeueCount = HostJson.InRange("queues.maxDequeueCount", queues.Number("maxDequeueCount") ?? read.MaxDequeueCount, 1, int.MaxValue),
            VisibilityTimeout = Time(queues, "visibilityTimeout", TimeSpan.Zero, LongestHidden) ?? read.VisibilityTimeout,
            MaxPollingInterval = Time(queues, "maxPollingInterval", ShortestPoll, TimeSpan.FromDays(1)) ?? read.MaxPollingInterval,
            Base64 = (queues.Text("messageEncoding") ?? "base64").ToLowerInvariant() switch
            {
                "base64" => true,
                "none" => false,
                var other => throw new StartRefusedException($"host.json has extensions.queues.messageEncoding {other}: it must be base64 or none."),
            },
        };
        return queues.Number("newBatchThreshold") is { } threshold
            ? read with { NewBatchThreshold = HostJson.InRange("queues.newBatchThreshold", threshold, 0, 10_000) }
            : read;
    }

    private static TimeSpan? Time(JsonPath queues, string name, TimeSpan from, TimeSpan to)
    {
        if (queues.Text(name) is not { } text) return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= from && time <= to
            ? time
            : throw new StartRefusedException($"host.json has extensions.queues.{name} {text}: it must be {from:c} to {to:c}.");
    }
}
