using static Imr.Core.Cases.States.ReviewEvent;
using static Imr.Core.Cases.States.ReviewState;

namespace Imr.Core.Cases.States;

/// <summary>Why an event is not possible, in one sentence.</summary>
internal static class Refusals
{
    public static string Of(ReviewState state, ReviewEvent happening) => (state, happening) switch
    {
        (_, RecordsDue or OfferUnanswered or InformationDue or DeterminationOverdue) => "No such clock runs.",
        (ClosedWithLetter or ClosedIneligible or ClosedWithoutLetter or ClosedMerged, Application or Document) => "The case is closed: the upload is set aside in quarantine.",
        (ClosedMerged, Remand or Correction) => "The review went on in the case into which it was merged.",
        (ClosedWithLetter or ClosedIneligible or ClosedWithoutLetter, Unmerge) => "It was not merged.",
        (ClosedWithoutLetter, Remand) => "Nothing was decided that could be set aside.",
        (ClosedIneligible or ClosedWithoutLetter, Correction) => "No letter was issued that could be corrected.",
        (ClosedWithLetter or ClosedIneligible or ClosedWithoutLetter or ClosedMerged, _) => "The case is closed.",
        (Issued, Application or Document) => "The letter is out: the upload is set aside in quarantine.",
        (Issued, _) => "The letter is out.",
        (Rejected, _) => "There is no application yet that could be read.",
        (_, Unmerge) => "It was not merged.",
        (_, Remand or Correction) => "Only a closed case is opened again.",
        (NeedsAttention, _) => "An operator must decide first.",
        (_, OperatorDecision) => "Nothing needs an operator's decision.",
        (_, AdFinding or LiabilityResolved) => "Eligibility is not open.",
        (_, OfferAnswer) => "No offer is open.",
        (_, SeveralReviewers) => "Several reviewers are not proposed.",
        (AwaitingInformation, Determination) => "An answer is awaited: wait for it, or decide without.",
        (AwaitingInformation, InformationRequest) => "A question is open already.",
        (_, Provisional or InformationRequest or Determination) => "No reviewer has the case for a determination.",
        (EligibilityReview or Deferred, InformationAnswer) => "No question is open.",
        (_, InformationAnswer or DecideWithout) => "No question of the reviewer is open.",
        (_, Recusal or Reassignment) => "No reviewer has the case or an offer.",
        (_, Release or ReleaseReturn) => "No letter waits for release.",
        (_, Extension) => "The determination's clock does not run.",
        (_, AmendmentDecision) => "An application before the finding replaces the first: there is no amendment.",
        _ => "Not possible here.",
    };
}
