namespace Imr.Core.Cases.States;

/// <summary>
/// Where a case stands, as finely as it matters for what it may be told: the stages of domain.md §1.16 with the waits inside them. Read from the register
/// alone (<c>ReviewStates</c>); the outside world sees one of the seven statuses of <see cref="DxcStatus"/>.
/// </summary>
public enum ReviewState
{
    /// <summary>The file could not be read; a corrected one is awaited.</summary>
    Rejected,

    /// <summary>Registered, not yet screened.</summary>
    Received,

    /// <summary>Screened; the Administrative Director's finding is awaited (8 CCR 9792.10.3).</summary>
    EligibilityReview,

    /// <summary>Something that screening needs is asked for.</summary>
    InformationPending,

    /// <summary>Liability is disputed: parked until another finding.</summary>
    Deferred,

    /// <summary>Found eligible or ineligible; the next step runs.</summary>
    EligibilitySettled,

    /// <summary>The NOARFI is out, the records' clock runs (9792.10.5).</summary>
    RecordsRequested,

    /// <summary>Due, and nothing but the UR decision is here (9792.10.6(b)(2)).</summary>
    InsufficientRecords,

    /// <summary>A reviewer is being matched.</summary>
    FindingReviewer,

    /// <summary>No one reviewer suits all items: the Administrative Director must approve several (9792.10.6(c)).</summary>
    SeveralReviewersProposed,

    /// <summary>A reviewer has an offer.</summary>
    Offered,

    /// <summary>The reviewer has the case.</summary>
    ClinicalReview,

    /// <summary>The reviewer asked a party for more (LC 4610.6(b)); the clock of the answer runs.</summary>
    AwaitingInformation,

    /// <summary>The determination is signed, the checks run.</summary>
    QualityReview,

    /// <summary>A second person must release the letter.</summary>
    AwaitingRelease,

    /// <summary>A step failed or nobody answers: an operator decides. Whatever stage it happened in.</summary>
    NeedsAttention,

    /// <summary>The letter is out; the case is being closed.</summary>
    Issued,

    /// <summary>Closed with a letter.</summary>
    ClosedWithLetter,

    /// <summary>Closed as ineligible.</summary>
    ClosedIneligible,

    /// <summary>Closed without a letter: withdrawn, terminated, cancelled.</summary>
    ClosedWithoutLetter,

    /// <summary>Closed as a duplicate, merged into an earlier case.</summary>
    ClosedMerged,
}
