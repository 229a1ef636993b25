namespace Imr.Core.Cases.States;

/// <summary>What an event does to a case.</summary>
public enum TransitionKind
{
    /// <summary>It changes where the case stands.</summary>
    Moves,

    /// <summary>It is taken, and the case stays where it is.</summary>
    Stays,

    /// <summary>It is kept and taken up when the running step or the operator has decided.</summary>
    Held,

    /// <summary>It is not possible: over HTTP 409 with what is, an upload goes to quarantine; a clock of this kind does not run.</summary>
    Refused,
}

/// <summary>A cell of the table: state × event → outcome.</summary>
/// <param name="To">Where the case can stand afterwards; more than one when the event's content decides. Empty unless it moves.</param>
/// <param name="What">What happens, or why not.</param>
public sealed record Transition(ReviewState From, ReviewEvent Event, TransitionKind Kind, IReadOnlyList<ReviewState> To, string What)
{
    /// <summary>Whether the statement is taken: written as a fact.</summary>
    public bool Taken => Kind != TransitionKind.Refused;
}
