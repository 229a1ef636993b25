using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;

namespace ImrFunctions.Cases.Facts;

/// <summary>What a person or system can state about a case (design: facts, then events).</summary>
public enum FactKind
{
    /// <summary>A further application.json after the first.</summary>
    Application,
    AdFinding,
    Document,
    OfferAnswer,
    Provisional,
    Determination,
    Release,
    Withdrawal,
    OperatorDecision,
    Amendment,
    InformationRequest,
    InformationAnswer,
    DecideWithout,
    Recusal,
    Reassignment,
    ReleaseReturn,
    Authorization,
    Extension,
    Expedite,
    AmendmentDecision,
    DeadlinesChanged,
    SeveralReviewers,
    Remand,
    Correction,
    LiabilityResolved,

    /// <summary>The filing is a duplicate of an earlier case.</summary>
    Merge,

    /// <summary>It is none after all.</summary>
    Unmerge,
}

/// <summary>All that an event carries: where the fact stands. The orchestrator's activities read the fact itself.</summary>
/// <param name="FactId">The fact's row key in the case's partition.</param>
/// <param name="Attempt">The attempt that the statement answers, as it stood in the register then.</param>
public sealed record FactRef(int SchemaVersion, string FactId, FactKind Kind, int Attempt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The group of items that it is about, when several reviewers share the case; null: the whole case.</summary>
    public int? Part { get; init; }
}

/// <summary>A fact as stored: immutable but for the mark that it was consumed.</summary>
/// <param name="By">Role and id of who stated it.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="RequestHash">Of what the caller sent: the same request id with other bytes is a conflict. Of the fact's own body when nobody sent it.</param>
public sealed record StoredFact(ReviewKey Review, FactRef Ref, string By, DateTimeOffset At, string RequestHash, bool Consumed, string Body)
{
    public T Read<T>()
        where T : IVersioned
        => ImrJson.Read<T>(Body);
}

/// <summary>An operator's answer to a case that needs attention.</summary>
public sealed record OperatorDecision(int SchemaVersion, OperatorAction Action, string Reason, string DecidedBy) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

public enum OperatorAction { Retry, Skip, Cancel }

/// <summary>A document that arrived after the case was registered.</summary>
public sealed record DocumentArrived(int SchemaVersion, ContentHash Sha256) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>A further application.json: its accepted copy. Before eligibility is settled it replaces the first; later a person must look.</summary>
public sealed record ApplicationArrived(int SchemaVersion, ContentHash Sha256) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>A rule or holiday changed: the new last days of running clocks.</summary>
/// <param name="Reason">What changed, as a code or a sentence about the rule; no party's words.</param>
public sealed record DeadlinesChanged(int SchemaVersion, string Reason, IReadOnlyList<Deadline> Deadlines) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
