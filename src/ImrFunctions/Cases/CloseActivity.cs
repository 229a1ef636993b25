using Imr.Core.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Matching;
using ImrFunctions.Review;

namespace ImrFunctions.Cases;

/// <summary>The end of a review in the register; gives the reviewer's place back.</summary>
public sealed class CloseActivity(StepContext step, CaseRegister register, ReviewerPanel panel, AssignmentStore assignments)
{
    /// <summary>Detail: the outcome, a <see cref="CaseEnd"/>.</summary>
    [Function(nameof(CloseCase))]
    public async Task<StepResult> CloseCase([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var end = Enum.Parse<CaseEnd>(input.Detail!);
        foreach (var (reviewerId, attempt, member) in await panel.HoldersAsync(input.Review, cancellation))
        {
            // The place last: it is what a repeat after a crash finds the assignment by.
            await assignments.MoveAsync(reviewerId, input.Review, attempt, AssignmentState.Ended, cancellation);
            await panel.ReleaseAsync(member, Assignment.KeyOf(input.Review, attempt), cancellation);
        }

        var change = step.Change(input, ReviewStage.Closed).WithNote(end.ToString()).Close(end).Offer(null).Draft(null).NeedAttention(null);
        if (end is CaseEnd.Withdrawn or CaseEnd.Terminated or CaseEnd.Cancelled)
        {
            var application = await step.ApplicationAsync(input.Review.CaseNumber, input.Application, cancellation);
            change.Send(new OutgoingMessage(end.ToString(), EligibilityActivities.Parties(application), null));
        }

        return await register.AdvanceAsync(change, input.Entry, input.Tag, new StepResult("", ReviewStage.Closed), cancellation);
    }
}
