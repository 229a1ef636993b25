namespace LocalFunctions.Durable.Client;

/// <summary>Dedupe statuses by their enum.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that a start can be refused for.</summary>
#pragma warning disable CS0618 // Canceled is obsolete and still valid here
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];
#pragma warning restore CS0618

    /// <summary>The same options, refusing an existing instance in one of these statuses.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
        => options with { DedupeStatuses = [.. dedupeStatuses.Select(s => s.ToString())] };
}
