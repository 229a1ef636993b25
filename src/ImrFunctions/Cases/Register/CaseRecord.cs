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

    /// <summary>Items that left the review, with why.</summary>
    public IReadOnlyList<ClosedItem> ClosedItems { get; init; } = [];

    /// <summary>The reviewer's open question; null when none is.</summary>
    public InformationState? Information { get; init; }

    /// <summary>By how many days the determination's clock was extended.</summary>
    public int ExtensionDays { get; init; }

    /// <summary>The accepted copy of the amended application on which a person must decide.</summary>
    public ContentHash? PendingAmendment { get; init; }

    /// <summary>Why there is a second or later round; null in the first.</summary>
    public RoundOrigin? Origin { get; init; }

    /// <summary>The groups of items when several reviewers share the case; empty for one reviewer.</summary>
    public IReadOnlyList<ReviewPart> Parts { get; init; } = [];

    /// <summary>Whether the Administrative Director approved several reviewers (8 CCR 9792.10.6(c)).</summary>
    public bool PartsApproved { get; init; }

    /// <summary>The earlier case into which this one was merged as a duplicate.</summary>
    public CaseNumber? MergedInto { get; init; }

    /// <summary>The group of cases that are decided together, by the number of its first case; null: alone (8 CCR 9792.10.4(a)).</summary>
    public CaseNumber? ConsolidationGroup { get; init; }

    /// <summary>Everybody who has the case for a determination.</summary>
    public IEnumerable<string> Reviewers => Parts.Count > 0 ? Parts.Select(p => p.ReviewerId).OfType<string>() : new[] { ReviewerId }.OfType<string>();

    /// <summary>Everybody who has the case, or an offer of it: who can be taken off.</summary>
    public IReadOnlyList<string> Holders => [.. Reviewers.Append(Offer?.ReviewerId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The group that a reviewer decides; null: all items, or none of hers.</summary>
    public ReviewPart? PartOf(string reviewerId) => Parts.FirstOrDefault(p => p.ReviewerId == reviewerId);

    /// <summary>Where the round's orchestration begins when not at the beginning: a later round, an imported case.</summary>
    public ReviewStage? StartAt { get; init; }

    /// <summary>All that have left the review when these leave it too; one that left before stays as it left.</summary>
    public IReadOnlyList<ClosedItem> Closing(IEnumerable<string> itemIds, ItemEnd end, DateOnly on)
        => [.. ClosedItems, .. itemIds.Except(ClosedItemIds, StringComparer.Ordinal).Select(id => new ClosedItem(id, end, on))];

    /// <summary>Ids of the items that left the review.</summary>
    public IReadOnlyList<string> ClosedItemIds => [.. ClosedItems.Select(i => i.ItemId)];

    /// <summary>A case at its first stage; the rest is set with <c>with</c>.</summary>
    public static CaseRecord New(ReviewKey review, ReviewStage stage, DateTimeOffset firstArrival, DateOnly receivedOn, DateTimeOffset now)
        => new(
            review, stage, 1, Priority.Standard, "", firstArrival, receivedOn, null, now,
            null, null, null, null, null, 1, null, null, null, [], [], [], false, default);
}

/// <summary>How a case ended.</summary>
public enum CaseEnd
{
    Issued,
    Ineligible,
    Withdrawn,
    Terminated,
    Cancelled,

    /// <summary>A duplicate: the review goes on in an earlier case.</summary>
    Merged,
}

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

/// <summary>A group of items with a reviewer of its own.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SignedFact">The determination that passed the checks and stands; null while it is awaited.</param>
public sealed record ReviewPart(int Number, IReadOnlyList<string> ItemIds, string? ReviewerId, DateOnly? AssignedOn, string? SignedFact);

/// <summary>An item that left the review.</summary>
/// <param name="On">The legal day.</param>
public sealed record ClosedItem(string ItemId, ItemEnd End, DateOnly On);

public enum ItemEnd
{
    /// <summary>The claims administrator authorized it (8 CCR 9792.10.6(a)).</summary>
    Authorized,

    /// <summary>The Administrative Director found it ineligible (9792.10.3).</summary>
    Ineligible,

    /// <summary>An amendment took it out.</summary>
    Withdrawn,

    /// <summary>Liability for it is disputed: it can be applied for anew when that is resolved (LC 4610.5(h)(2)).</summary>
    Deferred,
}

/// <summary>The reviewer's question to parties. Its words stand in the fact.</summary>
/// <param name="Open">Roles that have not answered.</param>
public sealed record InformationState(int SchemaVersion, string FactId, IReadOnlyList<string> AskedOf, IReadOnlyList<string> Open, DateTimeOffset AskedAt, Deadline Due) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

public enum RoundKind
{
    Remand,
    Correction,

    /// <summary>The case was merged and is no duplicate after all.</summary>
    Unmerge,
}

/// <summary>Where a later round comes from.</summary>
/// <param name="FactId">The order, a fact of this round.</param>
/// <param name="ExcludedReviewers">Reviewers of the earlier rounds, who must not decide again (LC 4610.6(i)).</param>
/// <param name="LetterVersion">The version of this round's letter: a corrected letter counts on from the one that it replaces.</param>
public sealed record RoundOrigin(int SchemaVersion, RoundKind Kind, string FactId, DateOnly OrderedOn, IReadOnlyList<string> ExcludedReviewers, int LetterVersion) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Everybody who decided in an earlier round; null in rows of an earlier version.</summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }
}

public sealed record IssuedLetter(int Version, DateTimeOffset IssuedAt, CaseOutcome Outcome, ContentHash LetterHash)
{
    /// <summary>The round whose letter it is.</summary>
    public int Round { get; init; } = 1;
}

/// <param name="MetAt">When what was due was done; null while running or breached.</param>
public sealed record RunningDeadline(int SchemaVersion, Deadline Deadline, DateTimeOffset? MetAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public bool MetInTime => MetAt < Deadline.BreachedAt;
}

/// <summary>An entry of the timeline.</summary>
/// <param name="Note">A code such as <c>QualityReturned</c>; null for a plain change of stage.</param>
public sealed record TimelineEntry(int Seq, ReviewStage Stage, DateTimeOffset At, string? Note)
{
    public int Round { get; init; } = 1;
}
