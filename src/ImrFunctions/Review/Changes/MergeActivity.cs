using Imr.Core.Cases.Statements;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake.Duplicates;

namespace ImrFunctions.Review.Changes;

/// <summary>A named person said that the case is a duplicate of an earlier one: it closes as merged into that one.</summary>
public sealed class MergeActivity(StepContext step, CaseRegister register, MergeStore merges)
{
    [Function(nameof(MergeCase))]
    public async Task<ChangeResult> MergeCase([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var fact = await step.FactAsync(input, cancellation);
        var into = fact.Read<Merge>().Into;
        // It may have been withdrawn since: then this one is what is left of the dispute, and goes on.
        if (await register.TryGetAsync(into, cancellation) is not { } earlier || MergeDesk.Obstacle(earlier) is not null)
            return await register.AdvanceAsync(step.Change(input, input.From).WithNote("MergeNotPossible"), input.Entry, input.Tag, new ChangeResult("", input.From), cancellation);
        await merges.JoinAsync(input.Review, earlier, fact, cancellation);
        var change = step.Change(input, input.From).WithNote("MergedInto:" + into).MergeInto(into);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", input.From) { End = CaseEnd.Merged }, cancellation);
    }
}
