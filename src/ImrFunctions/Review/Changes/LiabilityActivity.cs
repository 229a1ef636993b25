using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;

namespace ImrFunctions.Review.Changes;

/// <summary>The dispute of liability is resolved (LC 4610.5(h)(2), (k)): a deferred review is screened anew, and the time to apply runs from the notice.</summary>
public sealed class LiabilityActivity(StepContext step, CaseRegister register)
{
    [Function(nameof(ResolveLiability))]
    public async Task<ChangeResult> ResolveLiability([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var resolution = (await step.FactAsync(input, cancellation)).Read<LiabilityResolution>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var due = step.Deadlines(application).Compute(DeadlineIds.ApplicationAfterLiability, resolution.NoticeServedOn, resolution.ServiceMethod);
        var change = step.Change(input, input.From).WithNote("LiabilityResolved")
            .Meet(due, PacificTime.StartOfDay(record.ReceivedOn))
            .Send(new OutgoingMessage("LiabilityResolved", EligibilityActivities.Parties(application), input.Fact!.FactId));
        // A document that came with it had the case screened already, and screening heard of it: then it only stands in the timeline, and parties are told.
        if (input.From != ReviewStage.EligibilityReview)
            return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", input.From), cancellation);
        // What was found while liability was disputed is no finding of the case as it is now.
        change.ClearEligibility();
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", ReviewStage.EligibilityReview) { GoTo = ReviewStage.EligibilityReview }, cancellation);
    }
}
