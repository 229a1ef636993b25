namespace LocalFunctions.Durable;

/// <summary>How an orchestrator calls a sub-orchestration: as <see cref="TaskOptions"/>, and with an instance id of its own.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with retries and an instance id; both may be left out.</summary>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Takes over other options. Without <paramref name="instanceId"/> an instance id that they carry stays.</summary>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    /// <summary>The instance id of the sub-orchestration; null: one is derived from the parent (<see cref="TaskOrchestrationContext.NewGuid"/>).</summary>
    public string? InstanceId { get; init; }

    /// <inheritdoc cref="TaskOptions.Version"/>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
