namespace Imr.Core.Cases;

/// <summary>
/// The status of a case as the document exchange says it: one digit on the wire. Seven are defined; a client that searches for cases waiting for records
/// gets <see cref="RecordsRequested"/>, <see cref="Noarfi"/> and <see cref="InsufficientRecords"/>.
/// </summary>
public static class DxcStatus
{
    public const string Received = "1";
    public const string EligibilityReview = "2";
    public const string RecordsRequested = "3";
    public const string ClinicalReview = "4";
    public const string Closed = "5";
    public const string Noarfi = "6";
    public const string InsufficientRecords = "7";

    /// <summary>All seven, "1" to "7".</summary>
    public static IReadOnlyList<string> All { get; } = [Received, EligibilityReview, RecordsRequested, ClinicalReview, Closed, Noarfi, InsufficientRecords];

    /// <summary>The statuses in which the claims administrator owes records.</summary>
    public static IReadOnlyList<string> AwaitingRecords { get; } = [RecordsRequested, Noarfi, InsufficientRecords];

    /// <summary>
    /// The status of a stage. What happens inside the IMR organization (finding a reviewer, checks, release) is all "4" to the outside: who reviews, and how
    /// far she is, is confidential (LC 4610.6(f)). A rejected upload is "1": the case is open and waits for a corrected file.
    /// </summary>
    /// <param name="noarfiUnacknowledged">The claims administrator has not yet acknowledged the NOARFI: records requested is then "6", afterwards "3".</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined stage.</exception>
    public static string Of(ReviewStage stage, bool noarfiUnacknowledged = false) => stage switch
    {
        ReviewStage.Received or ReviewStage.Rejected => Received,
        ReviewStage.EligibilityReview => EligibilityReview,
        ReviewStage.RecordsRequested => noarfiUnacknowledged ? Noarfi : RecordsRequested,
        ReviewStage.InsufficientRecords => InsufficientRecords,
        ReviewStage.ReviewerAssignment or ReviewStage.ClinicalReview or ReviewStage.QualityReview or ReviewStage.AwaitingRelease => ClinicalReview,
        ReviewStage.Issued or ReviewStage.Closed => Closed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>The name of a status, as people read it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="All"/>.</exception>
    public static string NameOf(string status) => status switch
    {
        Received => "Received",
        EligibilityReview => "Eligibility Review",
        RecordsRequested => "Records Requested",
        ClinicalReview => "Clinical Review",
        Closed => "Closed",
        Noarfi => "NOARFI",
        InsufficientRecords => "Insufficient Records",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
