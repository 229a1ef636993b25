namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The end of a run, as a turn finds it.</summary>
/// <param name="Status">Completed, Failed or Terminated; Running for a continuation.</param>
/// <param name="Output">The serialized output, or the input of the next run.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Continue">How to start anew; null for a true end.</param>
internal sealed record TurnEnd(History.InstanceStatus Status, string? Output, History.Failure? Failure, Continuation? Continue = null);

/// <summary>A new run of the same instance.</summary>
internal sealed record Continuation(string? NewVersion, List<History.EventRaised> Carryover);

/// <summary>What a turn decided.</summary>
/// <param name="Actions">New events for history, in the order of their sequence ids: each asks for outgoing work.</param>
/// <param name="CancelledTimers">Ids of timers that nobody waits for.</param>
/// <param name="CustomStatus">The serialized custom status; meaningless unless <paramref name="CustomStatusSet"/>.</param>
/// <param name="CustomStatusSet">Whether this run has set a custom status.</param>
/// <param name="Suspended">Whether the instance is halted.</param>
/// <param name="End">The end of the run; null while it goes on.</param>
internal sealed record TurnResult(
    IReadOnlyList<History.HistoryEvent> Actions,
    IReadOnlyCollection<int> CancelledTimers,
    string? CustomStatus,
    bool CustomStatusSet,
    bool Suspended,
    TurnEnd? End);
