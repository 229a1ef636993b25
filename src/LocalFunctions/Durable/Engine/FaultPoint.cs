namespace LocalFunctions.Durable.Engine;

/// <summary>Where a test can make the engine stop dead, as SIGKILL would.</summary>
internal enum FaultPoint
{
    /// <summary>A turn has run; nothing of it is committed.</summary>
    BeforeTurnCommit,

    /// <summary>A turn is committed; nothing of it is dispatched.</summary>
    AfterTurnCommit,

    /// <summary>An activity is about to run.</summary>
    BeforeActivity,

    /// <summary>An activity has run; its result is not committed.</summary>
    AfterActivity,

    /// <summary>A client's request (start, event, suspend, purge …) has come; nothing of it is committed.</summary>
    BeforeClientCommit,

    /// <summary>A client's request (start, event, suspend …) is committed; the instance does not know yet.</summary>
    AfterClientCommit,

    /// <summary>A timer is due; its firing is not committed.</summary>
    TimerDue,

    /// <summary>A batch of changes has been collected; its transaction has not begun.</summary>
    BeforeTransaction,

    /// <summary>Within the transaction, after each of its changes; after the last one: before the commit.</summary>
    InTransaction,

    /// <summary>A batch is on disk; nothing that follows a commit has been done, and no caller knows.</summary>
    AfterTransaction,

    /// <summary>A turn is committed; some of its children, activities and timers are begun, its events not routed.</summary>
    BetweenDispatches,

    /// <summary>An event is about to be given to the instance that it is for.</summary>
    BeforeDelivery,

    /// <summary>A new engine takes up what is under way: after each instance and each message.</summary>
    Loading,

    /// <summary>The engine has stopped its loops in good order; what waits for the writer is not committed.</summary>
    Stopping,
}
