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

    /// <summary>A client's request (start, event, suspend …) is committed; the instance does not know yet.</summary>
    AfterClientCommit,

    /// <summary>A timer is due; its firing is not committed.</summary>
    TimerDue,
}
