using Imr.Core.Serialization;

namespace ImrFunctions.Operations.Calendar;

/// <summary>A day on which the State is closed for once, such as one that the Governor declares.</summary>
public sealed record Closure(DateOnly Date, string Name);

/// <summary>Who changed the closures, when and why; never removed.</summary>
/// <param name="OperationId">The work that did it: once.</param>
public sealed record ClosureChange(string OperationId, string By, DateTimeOffset At, string Reason, IReadOnlyList<Closure> Added, IReadOnlyList<DateOnly> Removed);

/// <summary>The closures in force and how they came to be (blob <c>settings/closures.json</c>).</summary>
public sealed record Closures(int SchemaVersion, IReadOnlyList<Closure> Days, IReadOnlyList<ClosureChange> Changes) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public static Closures None { get; } = new(CurrentSchemaVersion, [], []);

    /// <summary>The days after a change, by date. A day that stands there keeps its name.</summary>
    public IReadOnlyList<Closure> After(IReadOnlyList<Closure> added, IReadOnlyList<DateOnly> removed)
        => [.. Days.Concat(added).Where(d => !removed.Contains(d.Date)).DistinctBy(d => d.Date).OrderBy(d => d.Date)];
}
