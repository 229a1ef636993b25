namespace Imr.Core.Cases;

/// <summary>Where one review of a case stands, in the order in which a review usually goes (domain.md §1.1).</summary>
public enum ReviewStage
{
    /// <summary>The application is here and not yet looked at.</summary>
    Received,

    /// <summary>Preliminary review (8 CCR 9792.10.3), also while it is deferred or information is asked for.</summary>
    EligibilityReview,

    /// <summary>Eligible; the NOARFI (8 CCR 9792.10.4(b)) asks the claims administrator for records, and the clock of 9792.10.5(a)(1) runs.</summary>
    RecordsRequested,

    /// <summary>The clock ran out, or what came does not suffice (9792.10.6(b)(2)).</summary>
    InsufficientRecords,

    /// <summary>The records are complete; an expert reviewer is being found (9792.10.6(b)(1)).</summary>
    ReviewerAssignment,

    /// <summary>The expert reviewer has the case.</summary>
    ClinicalReview,

    /// <summary>The determination is signed; the quality checks run.</summary>
    QualityReview,

    /// <summary>The checks passed; a second person must release the letter.</summary>
    AwaitingRelease,

    /// <summary>The Final Determination Letter is out.</summary>
    Issued,

    /// <summary>Ended: after the letter, or without one (ineligible, withdrawn, terminated).</summary>
    Closed,

    /// <summary>The application file could not be read; a corrected one is awaited and keeps the first day of arrival.</summary>
    Rejected,
}
