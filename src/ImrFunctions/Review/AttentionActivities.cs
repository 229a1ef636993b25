using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>What happens between two stages: notes in the timeline, "needs attention" and its end.</summary>
public sealed class AttentionActivities(StepContext step, CaseRegister register, FactStore facts)
{
    /// <summary>The case stands still until an operator decides. Detail: mark|step|code|refId|canSkip.</summary>
    [Function(nameof(MarkAttention))]
    public async Task<StepResult> MarkAttention([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var parts = (input.Detail ?? "").Split('|');
        var attention = new AttentionState(
            AttentionState.CurrentSchemaVersion, input.Attempt, parts[1], parts[2], parts[3], string.Equals(parts[4], bool.TrueString, StringComparison.OrdinalIgnoreCase), step.Now);
        var change = step.Change(input, input.From).Between($"n{input.Attempt}").WithNote("NeedsAttention:" + parts[2]).NeedAttention(attention);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new StepResult("", input.From), cancellation);
    }

    /// <summary>Takes the operator's decision, or the withdrawal that ends the wait.</summary>
    [Function(nameof(ResolveAttention))]
    public async Task<AttentionResult> ResolveAttention([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var fact = await facts.ReadAsync(input.Review, input.Fact!.FactId, cancellation);
        var action = fact.Ref.Kind switch
        {
            FactKind.Withdrawal => OperatorAction.Cancel,
            // The reviewer is taken off when the case goes on.
            FactKind.Reassignment => OperatorAction.Retry,
            _ => fact.Read<OperatorDecision>().Action,
        };
        var change = step.Change(input, input.From).Between($"o{input.Attempt}").WithNote("Resolved:" + (fact.Ref.Kind == FactKind.Reassignment ? "Reassign" : action)).NeedAttention(null);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new AttentionResult("", input.From, action), cancellation);
    }

    /// <summary>A reminder or a deadline passed: noted, the wait goes on. Late is still valid (LC 4610.6(d) is directory).</summary>
    [Function(nameof(Note))]
    public async Task<StepResult> Note([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var change = step.Change(input, input.From).Between($"n{input.Attempt}").WithNote(input.Detail);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new StepResult("", input.From), cancellation);
    }

    /// <summary>Marks a fact as taken that changes nothing now. An amendment is shown, since a person must look at it.</summary>
    [Function(nameof(Acknowledge))]
    public async Task<StepResult> Acknowledge([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (input.Fact!.Kind is FactKind.Amendment or FactKind.Application)
        {
            var amended = (await step.FactAsync(input, cancellation)).Read<ApplicationArrived>().Sha256;
            var change = step.Change(input, input.From).Between($"n{input.Attempt}").WithNote("AmendmentPending").MarkAmendment(amended);
            return await register.AdvanceAsync(change, input.Entry, input.Tag, new StepResult("", input.From), cancellation);
        }

        return await step.UnchangedAsync(input, cancellation);
    }
}
