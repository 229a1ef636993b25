using System.Collections.Immutable;

namespace LocalFunctions.Durable;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an instance id and a start time; both may be left out.</summary>
#pragma warning disable CA1707, IDE1006 // parameter names as in the mirrored API
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
#pragma warning restore CA1707, IDE1006
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The id of the new instance; null: a random one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; null or in the past: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels of the instance; returned with its metadata.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>The version of the instance; null: the default version of the client's configuration.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Names of runtime statuses: an existing instance in one of them makes the start fail. Any other existing instance is replaced.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
