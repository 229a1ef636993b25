using Azure;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;

namespace ImrFunctions.Cases.Register;

/// <summary>
/// A case as the register shows it: a projection written only by activities, whose <see cref="StageSeq"/> never goes down. HTTP reads this, never the
/// orchestration. Holds ids, codes and dates; names and clinical text stay in blobs and facts.
/// </summary>
public sealed record CaseRecord(
    ReviewKey Review,
    ReviewStage Stage,
    int StageSeq,
    Priority Priority,
    string OrganizationId,
    DateTimeOffset FirstArrival,
    DateOnly ReceivedOn,
    ContentHash? ApplicationHash,
    DateTimeOffset UpdatedAt,
    EligibilityProposal? Proposal,
    EligibilityOutcome? Eligibility,
    OfferState? Offer,
    string? ReviewerId,
    DateOnly? AssignedOn,
    int DeterminationAttempt,
    int? DraftAttempt,
    AttentionState? Attention,
    CaseEnd? End,
    IReadOnlyList<IssuedLetter> Letters,
    IReadOnlyList<RunningDeadline> Deadlines,
    IReadOnlyList<ApplicationProblem> Problems,
    bool AmendmentPending,
    ETag ETag)
{
    public const int SchemaVersion = 1;

    public bool Open => End is null;

    /// <summary>When the case came to its stage; null in rows of an earlier version.</summary>
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>For a case that another system began: the stage at which its review starts here. Null: at the beginning.</summary>
    public ReviewStage? StartAt { get; init; }

    /// <summary>A case at its first stage; the rest is set with <c>with</c>.</summary>
    public static CaseRecord New(ReviewKey review, ReviewStage stage, DateTimeOffset firstArrival, DateOnly receivedOn, DateTimeOffset now)
        => new(
            review, stage, 1, Priority.Standard, "", firstArrival, receivedOn, null, now,
            null, null, null, null, null, 1, null, null, null, [], [], [], false, default);
}

/// <summary>How a case ended.</summary>
public enum CaseEnd { Issued, Ineligible, Withdrawn, Terminated, Cancelled }

/// <summary>The present offer to a reviewer.</summary>
public sealed record OfferState(int SchemaVersion, string OfferId, int Attempt, string ReviewerId, DateTimeOffset OfferedAt, DateTimeOffset AnswerBy) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Why the case stands still until an operator decides. Codes and ids only.</summary>
/// <param name="Step">The activity that failed, or the wait that nobody answers.</param>
/// <param name="CanSkip">Whether the review can go on without this step.</param>
public sealed record AttentionState(int SchemaVersion, int Attempt, string Step, string Code, string RefId, bool CanSkip, DateTimeOffset Since) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The id of the operator who looks after it; null until it is handed to one.</summary>
    public string? Owner { get; init; }
}

public sealed record IssuedLetter(int Version, DateTimeOffset IssuedAt, CaseOutcome Outcome, ContentHash LetterHash);

/// <param name="MetAt">When what was due was done; null while running or breached.</param>
public sealed record RunningDeadline(int SchemaVersion, Deadline Deadline, DateTimeOffset? MetAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public bool MetInTime => MetAt < Deadline.BreachedAt;
}

/// <summary>An entry of the timeline.</summary>
/// <param name="Note">A code such as <c>QualityReturned</c>; null for a plain change of stage.</param>
public sealed record TimelineEntry(int Seq, ReviewStage Stage, DateTimeOffset At, string? Note);
