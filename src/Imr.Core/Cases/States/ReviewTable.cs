using static Imr.Core.Cases.States.ReviewEvent;
using static Imr.Core.Cases.States.ReviewState;

namespace Imr.Core.Cases.States;

/// <summary>
/// The whole of what can happen to a case (domain.md §1.1, §1.12, §1.13, §1.16): an outcome for every state and every event. What no line below names is
/// refused. The app answers by this table, docs/review-states.md prints it.
/// </summary>
public static class ReviewTable
{
    private static readonly ReviewState[] BeforeFinding = [EligibilityReview, InformationPending, Deferred];
    private static readonly ReviewState[] Records = [RecordsRequested, InsufficientRecords];
    private static readonly ReviewState[] Matching = [FindingReviewer, SeveralReviewersProposed, Offered];
    private static readonly ReviewState[] Reviewing = [ClinicalReview, AwaitingInformation];

    /// <summary>In these a step runs, for seconds: what arrives is taken when it is done.</summary>
    private static readonly ReviewState[] Running = [Received, EligibilitySettled, FindingReviewer, QualityReview];

    private static readonly Dictionary<(ReviewState, ReviewEvent), Transition> Table = Build();

    /// <summary>Every pair, by state and then by event.</summary>
    public static IReadOnlyList<Transition> All { get; } =
        [.. from state in Enum.GetValues<ReviewState>() from happening in Enum.GetValues<ReviewEvent>() select Of(state, happening)];

    /// <summary>What an event does to a case that stands here.</summary>
    public static Transition Of(ReviewState state, ReviewEvent happening)
        => Table.GetValueOrDefault((state, happening)) ?? new Transition(state, happening, TransitionKind.Refused, [], Refusals.Of(state, happening));

    /// <summary>What a case that stands here takes: the answer of a 409.</summary>
    public static IReadOnlyList<ReviewEvent> Possible(ReviewState state)
        => [.. Enum.GetValues<ReviewEvent>().Where(e => !IsClock(e) && Of(state, e).Taken)];

    /// <summary>Whether nobody states it: a clock ran out.</summary>
    public static bool IsClock(ReviewEvent happening) => happening is RecordsDue or OfferUnanswered or InformationDue or DeterminationOverdue;

    private static Dictionary<(ReviewState, ReviewEvent), Transition> Build()
    {
        var table = new ReviewTableBuilder();

        // Uploads.
        table.On(Rejected).Moves(Application, [Received, Rejected], "The corrected file is read: registered with the first day of arrival, or rejected again with every problem.");
        table.On(Received).Held(Application, "Replaces the first file when screening runs.");
        table.On(BeforeFinding).Moves(Application, [EligibilityReview, InformationPending, Deferred, EligibilitySettled], "The corrected application is screened anew.");
        table.On([EligibilitySettled, QualityReview, NeedsAttention]).Held(Application, "An amendment: kept until a person decides on it.");
        table.On([.. Records, .. Matching, .. Reviewing, AwaitingRelease]).Stays(Application, "An amendment: shown as pending until a person decides on it.");
        table.On(Rejected).Stays(Document, "Kept with the upload until an application can be read.");
        table.On([Received, EligibilitySettled, QualityReview, NeedsAttention]).Held(Document, "Accepted; looked at with the next step.");
        table.On(BeforeFinding).Moves(Document, [EligibilityReview, InformationPending, Deferred, EligibilitySettled], "Accepted; the application is screened anew with it.");
        table.On(Records).Moves(Document, [RecordsRequested, InsufficientRecords, FindingReviewer], "Accepted; when the records are complete, or overdue and more than the UR decision is here, a reviewer is found.");
        table.On([.. Matching, .. Reviewing]).Stays(Document, "Accepted into the set of records that the reviewer signs.");
        table.On(AwaitingRelease).Moves(Document, [AwaitingRelease, ClinicalReview], "A record after the signature goes back to the reviewer; one that was in the signed set changes nothing.");

        // Eligibility.
        table.On([.. BeforeFinding]).Moves(AdFinding, [EligibilitySettled, Deferred, EligibilityReview], "Eligible, in whole or for some items, goes on; ineligible closes; deferred parks.");
        table.On(BeforeFinding).Moves(InformationRequest, [InformationPending], "The Administrative Director's question goes to the party, a copy to all others; its clock runs (9792.10.3(c)).");
        table.On(InformationPending).Moves(
            InformationAnswer, [EligibilityReview, InformationPending, Deferred], "Copied to all parties; the last answer ends the wait, and the application is screened anew.");
        table.On(InformationPending).Moves(InformationDue, [EligibilityReview, InformationPending, Deferred], "No answer in time: screened anew, and decided on what is there.");
        table.On(BeforeFinding).Moves(
            LiabilityResolved, [EligibilityReview, InformationPending, Deferred, EligibilitySettled], "Screened anew; the time to apply runs from the notice (LC 4610.5(h)(2)). Whoever deferred it finds again.");

        // Records and reviewer.
        table.On(RecordsRequested).Moves(RecordsDue, [FindingReviewer, InsufficientRecords], "Goes on with what is here, unless that is the UR decision alone (9792.10.6(b)(2)).");
        table.On(Offered).Moves(OfferAnswer, [ClinicalReview, FindingReviewer], "Accepted with the attestation, the reviewer has the case; declined, the next one is offered it.");
        table.On(Offered).Moves(OfferUnanswered, [FindingReviewer], "Silence is a refusal: the next one is offered it.");
        table.On(SeveralReviewersProposed).Moves(SeveralReviewers, [FindingReviewer, NeedsAttention], "Approved, each group of items gets a reviewer; refused, an operator decides.");
        table.On([Offered, .. Reviewing, AwaitingRelease, NeedsAttention]).Moves(Reassignment, [FindingReviewer], "The reviewer is taken off, with the cause, and never offered this round again.");
        table.On([.. Reviewing, AwaitingRelease]).Moves(Recusal, [FindingReviewer], "The reviewer steps down; another is found, who starts anew.");

        // Review.
        table.On(ClinicalReview).Stays(Provisional, "Stored; from now on the machine's draft is shown.");
        table.On(AwaitingInformation).Stays(Provisional, "Stored; from now on the machine's draft is shown.");
        table.On(ClinicalReview).Moves(InformationRequest, [AwaitingInformation], "The question goes to the party, a copy to all others; its clock runs (9792.10.5(c)).");
        table.On(AwaitingInformation).Moves(InformationAnswer, [AwaitingInformation, ClinicalReview], "Copied to all parties; the last answer ends the wait.");
        table.On(AwaitingInformation).Moves(DecideWithout, [ClinicalReview], "The reviewer decides without the answer.");
        table.On(AwaitingInformation).Moves(InformationDue, [ClinicalReview], "No answer in time: decided without.");
        table.On(ClinicalReview).Moves(Determination, [QualityReview], "Checked at once.");
        table.On(AwaitingRelease).Moves(Release, [Issued, ClinicalReview], "The letter is issued; if anything changed since the signature, it goes back to the reviewer.");
        table.On(AwaitingRelease).Moves(ReleaseReturn, [ClinicalReview], "Back to the reviewer with the reason, as the next attempt.");
        table.On([.. Matching, .. Reviewing, AwaitingRelease]).Stays(DeterminationOverdue, "The breach is noted and told; a late determination is valid.");

        // From outside, at any time.
        table.On([.. BeforeFinding, .. Records, SeveralReviewersProposed, Offered, .. Reviewing, AwaitingRelease, NeedsAttention])
            .Moves(ReviewEvent.Withdrawal, [ClosedWithoutLetter], "Ends the review without a letter.");
        table.On(Running).Held(ReviewEvent.Withdrawal, "Ends the review as soon as the running step is done.");
        table.On([.. BeforeFinding, .. Records, SeveralReviewersProposed, .. Reviewing])
            .MovesOrStays(Authorization, [ClosedWithoutLetter], "The items leave the review; when none is left it is terminated without a letter.");
        table.On(Offered).MovesOrStays(
            Authorization, [FindingReviewer, ClinicalReview, ClosedWithoutLetter], "The items leave the review, and an offer of them falls; with the other groups' reviewers the review begins; when none is left it is terminated without a letter.");
        table.On(AwaitingRelease).Moves(Authorization, [ClosedWithoutLetter, ClinicalReview], "The items leave the review: the reviewer signs again without them, or none is left and it is terminated.");
        table.On([.. Running, NeedsAttention]).Held(Authorization, "Taken up when the case goes on.");

        // Duplicates.
        table.On([.. BeforeFinding, .. Records, SeveralReviewersProposed, Offered, .. Reviewing, AwaitingRelease])
            .MovesOrStays(Merge, [ClosedMerged], "Closed as merged into the earlier case, which gets its records; if that one can't take it any more, it goes on.");
        table.On([.. Running, NeedsAttention]).Held(Merge, "Taken up when the case goes on.");
        table.On(ClosedMerged).Moves(Unmerge, [EligibilityReview], "No duplicate after all: the next round begins with eligibility, and the earlier case gives the records back.");

        // Clocks and priority.
        table.On([SeveralReviewersProposed, Offered, .. Reviewing, AwaitingRelease]).Stays(Extension, "The determination is due up to three days later.");
        table.On([FindingReviewer, QualityReview, NeedsAttention]).Held(Extension, "Taken up when the case goes on.");
        table.On([.. BeforeFinding, .. Records, SeveralReviewersProposed, Offered, .. Reviewing, AwaitingRelease])
            .Stays(Expedite, "Expedited from now on: the records' and the determination's clocks start anew, all parties are told.");
        table.On([.. Running, NeedsAttention]).Held(Expedite, "Taken up when the case goes on.");
        table.On([.. BeforeFinding, .. Records, SeveralReviewersProposed, Offered, .. Reviewing, AwaitingRelease])
            .Stays(DeadlinesChanged, "Running clocks take their new last day; those that are met keep theirs.");
        table.On([.. Running, NeedsAttention]).Held(DeadlinesChanged, "Taken up when the case goes on.");

        // Amendments.
        table.On([.. Records, SeveralReviewersProposed, Offered]).MovesOrStays(
            AmendmentDecision, [EligibilityReview, FindingReviewer], "Taken or refused; taken: deadlines, conflicts and items follow the new values, and what is no longer eligible goes back to the finding.");
        table.On([.. Reviewing, AwaitingRelease]).MovesOrStays(
            AmendmentDecision, [EligibilityReview, FindingReviewer, ClinicalReview], "The same; a reviewer in conflict is taken off, a signed determination goes back to the reviewer.");
        table.On([FindingReviewer, QualityReview, NeedsAttention]).Held(AmendmentDecision, "Taken up when the case goes on.");

        // Operators.
        table.On(NeedsAttention).Moves(
            OperatorDecision,
            [EligibilityReview, RecordsRequested, FindingReviewer, Offered, ClinicalReview, AwaitingRelease, Issued, NeedsAttention, ClosedWithoutLetter],
            "Retry runs the step again, skip goes on without it, cancel ends the case.");

        // After the end.
        table.On([ClosedWithLetter, ClosedIneligible]).Moves(Remand, [FindingReviewer, EligibilityReview], "The next round: another reviewer, or, after an ineligibility that was set aside, eligibility anew.");
        table.On(ClosedWithLetter).Moves(Correction, [ClinicalReview, FindingReviewer], "The next round with the same reviewer: a corrected letter as a new version; both are kept.");
        return table.Build();
    }
}
