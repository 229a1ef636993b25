namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The end of a run, as a turn finds it.</summary>
/// <param name="Status">Completed, Failed or Terminated; Running for a continuation.</param>
/// <param name="Output">The serialized output, or the input of the next run.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Continue">How to start anew; null for a true end.</param>
internal sealed record TurnEnd(History.InstanceStatus Status, string? Output, History.Failure? Failure, Continuation? Continue = null);

/// <summary>A new run of the same instance.</summary>
/// <param name="Input">Its serialized input.</param>
/// <param name="NewVersion">Its version; null: the present one.</param>
/// <param name="Late">Events that come after the code has asked to start anew: they go to the new run, whatever it asked for.</param>
/// <param name="Unread">Events that the code had left unread when it asked, and asked to keep.</param>
internal sealed record Continuation(string? Input, string? NewVersion, List<History.EventRaised> Late, List<History.EventRaised> Unread)
{
    /// <summary>What the new run begins with. The late ones come first, as in Durable Task, where the unread ones are sent anew.</summary>
    public IReadOnlyList<History.EventRaised> Carryover => [.. Late, .. Unread];
}

/// <summary>What a turn decided.</summary>
/// <param name="Actions">New events for history, in the order of their sequence ids: each asks for outgoing work.</param>
/// <param name="CancelledTimers">Ids of timers that nobody waits for.</param>
/// <param name="CustomStatus">The serialized custom status; null when this run has set none.</param>
/// <param name="Suspended">Whether the instance is halted.</param>
/// <param name="End">The end of the run; null while it goes on.</param>
internal sealed record TurnResult(
    IReadOnlyList<History.HistoryEvent> Actions,
    IReadOnlyCollection<int> CancelledTimers,
    string? CustomStatus,
    bool Suspended,
    TurnEnd? End);
