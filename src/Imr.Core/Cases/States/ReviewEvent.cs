namespace Imr.Core.Cases.States;

/// <summary>What can happen to a case: what a person or system states, and the clocks that run out.</summary>
public enum ReviewEvent
{
    /// <summary>A further application.json: before eligibility is settled it replaces the first, later it is an amendment.</summary>
    Application,

    /// <summary>A document was uploaded.</summary>
    Document,

    /// <summary>The Administrative Director's finding on eligibility, for the case or for single items (9792.10.3(c)).</summary>
    AdFinding,

    /// <summary>The reviewer answers an offer.</summary>
    OfferAnswer,

    /// <summary>The Administrative Director approves or refuses several reviewers (9792.10.6(c)).</summary>
    SeveralReviewers,

    /// <summary>The reviewer's first view.</summary>
    Provisional,

    /// <summary>The reviewer asks a party for more (LC 4610.6(b)); in the preliminary review the Administrative Director does (8 CCR 9792.10.3(c)).</summary>
    InformationRequest,

    /// <summary>A party's answer.</summary>
    InformationAnswer,

    /// <summary>The reviewer decides without the answer.</summary>
    DecideWithout,

    /// <summary>The reviewer steps down.</summary>
    Recusal,

    /// <summary>An operator takes the case from a reviewer: a licence that lapsed, a conflict that was found.</summary>
    Reassignment,

    /// <summary>The reviewer's signed determination.</summary>
    Determination,

    /// <summary>The second person releases the letter.</summary>
    Release,

    /// <summary>The second person gives the determination back to the reviewer.</summary>
    ReleaseReturn,

    /// <summary>The applicant ends the review.</summary>
    Withdrawal,

    /// <summary>The claims administrator authorizes items, or all that is disputed (9792.10.6(a)).</summary>
    Authorization,

    /// <summary>The dispute of liability is resolved: the deferred review goes on (LC 4610.5(h)(2), (k)).</summary>
    LiabilityResolved,

    /// <summary>The Administrative Director extends the determination's clock by up to three days (LC 4610.6(d)(3)).</summary>
    Extension,

    /// <summary>The physician's certification makes a standard review expedited (9792.10.4(c)).</summary>
    Expedite,

    /// <summary>A person decides on an amendment.</summary>
    AmendmentDecision,

    /// <summary>A rule or holiday changed: running clocks are planned anew.</summary>
    DeadlinesChanged,

    /// <summary>An operator's decision at "needs attention".</summary>
    OperatorDecision,

    /// <summary>The Appeals Board sent the case back (LC 4610.6(i)): a new round.</summary>
    Remand,

    /// <summary>The Administrative Director orders a corrected letter: a new round with the same reviewer.</summary>
    Correction,

    /// <summary>A named person says that the filing is a duplicate of an earlier case.</summary>
    Merge,

    /// <summary>A named person says that a merged filing is no duplicate: a new round.</summary>
    Unmerge,

    /// <summary>The records are due.</summary>
    RecordsDue,

    /// <summary>An offer was not answered in time.</summary>
    OfferUnanswered,

    /// <summary>The answer to the reviewer's question is due.</summary>
    InformationDue,

    /// <summary>The determination's last day passed: late is still valid (Margaris, 2016).</summary>
    DeterminationOverdue,
}
