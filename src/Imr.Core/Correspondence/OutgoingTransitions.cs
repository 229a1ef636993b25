namespace Imr.Core.Correspondence;

public enum OutgoingAction { HandOff, Serve, Return, Reserve }

/// <summary>The one table of what may happen to an item in which state.</summary>
public static class OutgoingTransitions
{
    private static readonly Dictionary<(OutgoingState, OutgoingAction), OutgoingState> Table = new()
    {
        [(OutgoingState.Waiting, OutgoingAction.HandOff)] = OutgoingState.HandedOff,
        [(OutgoingState.Reserved, OutgoingAction.HandOff)] = OutgoingState.HandedOff,
        [(OutgoingState.HandedOff, OutgoingAction.Serve)] = OutgoingState.Served,
        [(OutgoingState.HandedOff, OutgoingAction.Return)] = OutgoingState.Returned,
        // Mail comes back weeks after its service was declared.
        [(OutgoingState.Served, OutgoingAction.Return)] = OutgoingState.Returned,
        // A party says that it has nothing, though nothing came back.
        [(OutgoingState.Served, OutgoingAction.Reserve)] = OutgoingState.Reserved,
        [(OutgoingState.Returned, OutgoingAction.Reserve)] = OutgoingState.Reserved,
    };

    /// <summary>The state after it; null when it is not possible.</summary>
    public static OutgoingState? Next(OutgoingState state, OutgoingAction action) => Table.TryGetValue((state, action), out var next) ? next : null;

    /// <summary>What may happen in this state, in the order of the actions.</summary>
    public static IReadOnlyList<OutgoingAction> Possible(OutgoingState state) => [.. Enum.GetValues<OutgoingAction>().Where(a => Next(state, a) is not null)];

    internal static OutgoingState Require(OutgoingState state, OutgoingAction action)
        => Next(state, action) ?? throw new InvalidOperationException($"An item that is {state} does not take {action}.");
}
