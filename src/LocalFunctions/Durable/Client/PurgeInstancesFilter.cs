namespace LocalFunctions.Durable.Client;

/// <summary>Which ended instances to purge.</summary>
/// <param name="CreatedFrom">Created at this time or later.</param>
/// <param name="CreatedTo">Created at this time or earlier.</param>
/// <param name="Statuses">In one of these statuses; null or empty: any.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long one call may go on; what is left then stays, and the result says that it is not complete.</summary>
    public TimeSpan? Timeout { get; init; }
}
