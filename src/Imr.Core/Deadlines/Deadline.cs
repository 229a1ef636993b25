using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>
/// A computed deadline. For day units the whole of <see cref="DueOn"/> (Pacific) is in time: <see cref="BreachedAt"/> is the first instant of the next day.
/// For hours <see cref="BreachedAt"/> is exact.
/// </summary>
/// <param name="RuleId">Such as <c>DL-DET-STD</c>.</param>
/// <param name="StartedAt">The event that started the clock.</param>
/// <param name="DueOn">The last legal day, in Pacific time.</param>
/// <param name="BreachedAt">The first instant that is too late, UTC.</param>
public sealed record Deadline(string RuleId, string RuleSetId, DateTimeOffset StartedAt, DateOnly DueOn, DateTimeOffset BreachedAt, string Citation, RuleStatus Status)
{
    /// <summary>How the paper that started the clock was served, where that was looked at; with the start and the rule all that is needed to compute it again.</summary>
    public ServiceMethod? Service { get; init; }
}
