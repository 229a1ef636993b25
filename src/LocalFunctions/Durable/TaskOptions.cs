namespace LocalFunctions.Durable;

/// <summary>How an orchestrator calls an activity or a sub-orchestration: retries, tags, version.</summary>
public record TaskOptions
{
    /// <summary>Options with retries only.</summary>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Options with retries and tags; both may be left out.</summary>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>A copy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>What to do when the task fails; null: the failure goes to the caller at once.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Labels of the task; kept, not interpreted.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to ask for. Null: an activity inherits the version of its orchestration, a sub-orchestration gets the default one.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options that retry by a policy.</summary>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Options that ask an asynchronous handler after each failure.</summary>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Options that ask a handler after each failure.</summary>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>The same options for a sub-orchestration with this instance id.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
