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
        if (input.From != ReviewStage.EligibilityReview)
            return await step.NoChangeAsync(input, cancellation);
        var resolution = (await step.FactAsync(input, cancellation)).Read<LiabilityResolution>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var due = step.Deadlines(application).Compute(DeadlineIds.ApplicationAfterLiability, resolution.NoticeServedOn, resolution.ServiceMethod);
        // What was found while liability was disputed is no finding of the case as it is now.
        var change = step.Change(input, ReviewStage.EligibilityReview).WithNote("LiabilityResolved").ClearEligibility()
            .Meet(due, PacificTime.StartOfDay(record.ReceivedOn))
            .Send(new OutgoingMessage("LiabilityResolved", EligibilityActivities.Parties(application), input.Fact!.FactId));
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", ReviewStage.EligibilityReview) { GoTo = ReviewStage.EligibilityReview }, cancellation);
    }
}
