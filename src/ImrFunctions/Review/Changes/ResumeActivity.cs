using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;

namespace ImrFunctions.Review.Changes;

/// <summary>The first step of a review that does not begin at the beginning: a later round, a case that was imported.</summary>
public sealed class ResumeActivity(StepContext step, CaseRegister register, ReviewerPanel panel)
{
    /// <summary>
    /// Reads the clocks that run. A reviewer who is to have the case from the start gets the place; without one on the panel, a reviewer is found. Detail: the
    /// stage.
    /// </summary>
    [Function(nameof(ResumeReview))]
    public async Task<ChangeResult> ResumeReview([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var stage = Enum.Parse<ReviewStage>(input.Detail!);
        var change = step.Change(input, stage).WithNote("Resumed");
        if (stage == ReviewStage.ClinicalReview && (record.ReviewerId is not { } reviewerId || !await HoldAsync(input.Review, reviewerId, cancellation)))
        {
            stage = ReviewStage.ReviewerAssignment;
            change = step.Change(input, stage).WithNote("Resumed:" + stage).Unassign();
        }

        var result = new ChangeResult("", stage) { GoTo = stage, Clocks = [new ClockLimits(Clocks.Determination, Clocks.Watch(Clocks.DeterminationDeadline(record)))] };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>The case was hers already: her capacity does not matter.</summary>
    private async Task<bool> HoldAsync(ReviewKey review, string reviewerId, CancellationToken cancellation)
    {
        while (await panel.TryGetAsync(reviewerId, cancellation) is { } member)
        {
            if (await panel.TryReserveAsync(member, Assignment.KeyOf(review, 0), cancellation))
                return true;
        }

        return false;
    }
}
