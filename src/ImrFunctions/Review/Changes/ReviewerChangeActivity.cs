using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;

namespace ImrFunctions.Review.Changes;

/// <summary>The reviewer steps down or is taken off: the place is given back, and another is found who starts anew.</summary>
public sealed class ReviewerChangeActivity(StepContext step, CaseRegister register, ReviewerPlaces places)
{
    [Function(nameof(TakeBackReviewer))]
    public async Task<ChangeResult> TakeBackReviewer([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var fact = await step.FactAsync(input, cancellation);
        var (who, cause) = fact.Ref.Kind == FactKind.Recusal
            ? (fact.Read<Recusal>().ReviewerId, "ReviewerRecused:" + fact.Read<Recusal>().Cause)
            : (fact.Read<Reassignment>().ReviewerId, "Reassigned:" + fact.Read<Reassignment>().Cause);
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        if ((record.ReviewerId is null && record.Offer is null) || (who is not null && who != record.ReviewerId && who != record.Offer?.ReviewerId))
        {
            var unchanged = await step.UnchangedAsync(input, cancellation);
            return new ChangeResult(unchanged.Tag, unchanged.Stage);
        }

        List<string> off = [.. new[] { record.ReviewerId, record.Offer?.ReviewerId }.OfType<string>().Distinct(StringComparer.Ordinal)];
        await places.GiveBackAsync(input.Review, AssignmentState.TakenBack, cancellation);
        var change = step.Change(input, ReviewStage.ReviewerAssignment).WithNote(cause).TakeOff(record);
        return await register.AdvanceAsync(
            change, input.Entry, input.Tag,
            new ChangeResult("", ReviewStage.ReviewerAssignment) { GoTo = ReviewStage.ReviewerAssignment, Excluded = off, Clocks = [new ClockLimits(Clocks.Information, [])] },
            cancellation);
    }
}

/// <summary>Taking a reviewer off a case, in the register.</summary>
internal static class TakingOff
{
    /// <summary>Without a reviewer, an offer, a question or a draft; what was signed counts no more, so the next signature is another attempt.</summary>
    public static CaseChange TakeOff(this CaseChange change, CaseRecord record)
    {
        change.Unassign().Offer(null).Draft(null).AskInformation(null);
        if (record.Information is { } asked)
            change.Drop(asked.Due.RuleId);
        return record.ReviewerId is null ? change : change.AwaitDetermination(record.DeterminationAttempt + 1);
    }
}
