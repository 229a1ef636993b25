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
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var fact = await step.FactAsync(input, cancellation);
        var (who, cause) = fact.Ref.Kind == FactKind.Recusal
            ? (fact.Read<Recusal>().ReviewerId, "ReviewerRecused:" + fact.Read<Recusal>().Cause)
            : (fact.Read<Reassignment>().ReviewerId, "Reassigned:" + fact.Read<Reassignment>().Cause);
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        List<string> held = [.. record.Reviewers.Append(record.Offer?.ReviewerId).OfType<string>().Distinct(StringComparer.Ordinal)];
        List<string> off = who is null ? held : [.. held.Where(id => id == who)];
        // After the letter nobody is taken off: it was decided and is out.
        if (off.Count == 0 || record.Letters.Any(l => l.Round == input.Review.Round))
            return await step.NoChangeAsync(input, cancellation);

        // An offer to somebody else falls with the groups that are offered anew: she gets her place back and may be asked again.
        await places.GiveBackAsync(input.Review, AssignmentState.TakenBack, cancellation, record.Offer is { } offer ? [.. off, offer.ReviewerId] : off);
        var change = step.Change(input, ReviewStage.ReviewerAssignment).WithNote(cause).TakeOff(record, off);
        var result = new ChangeResult("", ReviewStage.ReviewerAssignment)
        {
            GoTo = ReviewStage.ReviewerAssignment,
            Excluded = off,
            Clocks = [new ClockLimits(Clocks.Information, [])],
            OpenParts = record.Parts.Count == 0 ? null : [.. record.Parts.Where(p => p.ReviewerId is null || off.Contains(p.ReviewerId)).Select(p => p.Number)],
        };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }
}

/// <summary>Taking a reviewer off a case, in the register.</summary>
internal static class TakingOff
{
    /// <summary>
    /// Without these reviewers, an offer, a question or a draft; what was signed counts no more, so the next signature is another attempt. Groups of other
    /// reviewers keep them, and sign again.
    /// </summary>
    public static CaseChange TakeOff(this CaseChange change, CaseRecord record, IReadOnlyCollection<string>? off = null)
    {
        change.Unassign().Offer(null).Draft(null).AskInformation(null);
        if (record.Parts.Count > 0)
            change.SetParts([.. record.Parts.Select(p => off is null || p.ReviewerId is null || off.Contains(p.ReviewerId) ? p with { ReviewerId = null, AssignedOn = null, SignedFact = null } : p with { SignedFact = null })]);
        if (record.Information is { } asked)
            change.Drop(asked.Due.RuleId);
        return record.Stage is ReviewStage.ClinicalReview or ReviewStage.QualityReview or ReviewStage.AwaitingRelease ? change.AwaitDetermination(record.DeterminationAttempt + 1) : change;
    }
}
