using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Clients;

/// <summary>The public statuses and the stored ones.</summary>
internal static class StatusNames
{
    public static OrchestrationRuntimeStatus Of(InstanceStatus status) => Enum.Parse<OrchestrationRuntimeStatus>(status.ToString());

    /// <summary>A bit for each stored status; 0 for none given.</summary>
    public static long Bits(IEnumerable<OrchestrationRuntimeStatus>? statuses)
        => (statuses ?? []).Select(s => Stored(s) is { } stored ? 1L << (int)stored : 1L << 62).Aggregate(0L, (bits, bit) => bits | bit);

    /// <exception cref="ArgumentException">A name is not a status.</exception>
    public static IReadOnlyCollection<InstanceStatus> Parse(IReadOnlyList<string>? names)
    {
        HashSet<InstanceStatus> statuses = [];
        foreach (string name in names ?? [])
        {
            if (!Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status))
                throw new ArgumentException($"'{name}' is not an orchestration status.", nameof(names));
            if (Stored(status) is { } stored)
                statuses.Add(stored);
        }

        return statuses;
    }

    private static InstanceStatus? Stored(OrchestrationRuntimeStatus status)
        => Enum.TryParse(status.ToString(), out InstanceStatus stored) ? stored : null;
}
