using Imr.Core.Cases;
using Imr.Core.Letters;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Intake;
using ImrFunctions.Letters;
using ImrFunctions.Matching;
using ImrFunctions.Review;

namespace ImrFunctions.Cases;

/// <summary>The end of a review in the register; gives the reviewer's place back.</summary>
public sealed class CloseActivity(StepContext step, CaseRegister register, ReviewerPlaces places, DraftStore drafts, LetterStore letters)
{
    /// <summary>Detail: the outcome, a <see cref="CaseEnd"/>.</summary>
    [Function(nameof(CloseCase))]
    public async Task<StepResult> CloseCase([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var end = Enum.Parse<CaseEnd>(input.Detail!);
        // A letter that is registered is out, whatever an operator decided about the trouble that followed.
        if (end != CaseEnd.Issued && record.Letters.Any(l => l.Round == input.Review.Round))
        {
            end = CaseEnd.Issued;
            await WriteLetterAsync(input.Review, record.DeterminationAttempt, cancellation);
        }

        await places.GiveBackAsync(input.Review, AssignmentState.Ended, cancellation);
        var change = step.Change(input, ReviewStage.Closed).WithNote(end.ToString()).Close(end).Offer(null).Draft(null).AskInformation(null).NeedAttention(null);
        if (record.Information is { } asked)
            change.Drop(asked.Due.RuleId);
        if (end is CaseEnd.Withdrawn or CaseEnd.Terminated or CaseEnd.Cancelled)
        {
            var application = await step.ApplicationAsync(input.Review.CaseNumber, input.Application, cancellation);
            change.Send(new OutgoingMessage(end.ToString(), EligibilityActivities.Parties(application), null));
        }

        return await register.AdvanceAsync(change, input.Entry, input.Tag, new StepResult("", ReviewStage.Closed), cancellation);
    }

    /// <summary>The trouble may have been that its blobs could not be written: no case closes as issued without them.</summary>
    private async Task WriteLetterAsync(ReviewKey review, int attempt, CancellationToken cancellation)
    {
        var decided = await drafts.TryReadLetterAsync(review, attempt, cancellation) ?? throw new InvalidOperationException("The registered letter was not kept.");
        await letters.CreateAsync(review, RenderedLetter.Render(decided), cancellation);
    }
}
