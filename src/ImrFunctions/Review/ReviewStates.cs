using Imr.Core.Cases;
using Imr.Core.Cases.States;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>Reads from the register in which state of the table a case is.</summary>
public static class ReviewStates
{
    public static ReviewState Of(CaseRecord record) => record switch
    {
        { End: CaseEnd.Issued } => ReviewState.ClosedWithLetter,
        { End: CaseEnd.Ineligible } => ReviewState.ClosedIneligible,
        { End: CaseEnd.Merged } => ReviewState.ClosedMerged,
        { Open: false } => ReviewState.ClosedWithoutLetter,
        { Attention: not null } => ReviewState.NeedsAttention,
        _ => OfStage(record),
    };

    private static ReviewState OfStage(CaseRecord record) => record.Stage switch
    {
        ReviewStage.Rejected => ReviewState.Rejected,
        ReviewStage.Received => ReviewState.Received,
        // A question is open until it is answered, overdue or the finding made.
        ReviewStage.EligibilityReview when record.Information is not null => ReviewState.InformationPending,
        ReviewStage.EligibilityReview => record.Eligibility switch
        {
            EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible => ReviewState.EligibilitySettled,
            EligibilityOutcome.Deferred => ReviewState.Deferred,
            _ => record.Proposal?.Outcome == EligibilityOutcome.InformationPending ? ReviewState.InformationPending : ReviewState.EligibilityReview,
        },
        ReviewStage.RecordsRequested => ReviewState.RecordsRequested,
        ReviewStage.InsufficientRecords => ReviewState.InsufficientRecords,
        ReviewStage.ReviewerAssignment when record is { Parts.Count: > 0, PartsApproved: false } => ReviewState.SeveralReviewersProposed,
        ReviewStage.ReviewerAssignment => record.Offer is null ? ReviewState.FindingReviewer : ReviewState.Offered,
        ReviewStage.ClinicalReview => record.Information is null ? ReviewState.ClinicalReview : ReviewState.AwaitingInformation,
        ReviewStage.QualityReview => ReviewState.QualityReview,
        ReviewStage.AwaitingRelease => ReviewState.AwaitingRelease,
        ReviewStage.Issued => ReviewState.Issued,
        _ => ReviewState.ClosedWithoutLetter,
    };
}
