using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;

namespace ImrFunctions.Review.Changes;

/// <summary>The reviewer asks parties for more (LC 4610.6(b); 8 CCR 9792.10.5(c)): question and answers are copied to all parties, the answer has its own clock.</summary>
public sealed class InformationActivities(StepContext step, CaseRegister register)
{
    /// <summary>How the limit's code begins that ends the wait for an answer.</summary>
    public const string Due = "Due:" + Clocks.Information;

    /// <summary>Sends the question and starts the answer's clock. The determination's runs on.</summary>
    [Function(nameof(AskParties))]
    public async Task<ChangeResult> AskParties([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var request = (await step.FactAsync(input, cancellation)).Read<InformationRequest>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        if (record.Information is not null || input.From != ReviewStage.ClinicalReview)
            return await step.NoChangeAsync(input, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var rule = application.Priority == Priority.Expedited ? DeadlineIds.MoreInformationExpedited : DeadlineIds.MoreInformation;
        var due = step.Deadlines(application).Compute(rule, step.Now);
        var state = new InformationState(InformationState.CurrentSchemaVersion, input.Fact!.FactId, request.AskedOf, request.AskedOf, step.Now, due);
        var change = step.Change(input, input.From).WithNote("InformationRequested").AskInformation(state).Start(due)
            .Send(new OutgoingMessage("InformationRequest", EligibilityActivities.Parties(application), input.Fact.FactId));
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", input.From) { Clocks = [new ClockLimits(Clocks.Information, Until(state))] }, cancellation);
    }

    /// <summary>An answer, the reviewer's wish to decide without, or (without a fact) the end of the answer's time.</summary>
    [Function(nameof(TakeInformation))]
    public async Task<ChangeResult> TakeInformation([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var said = input.Fact is null ? null : await step.FactAsync(input, cancellation);
        var answer = input.Fact?.Kind == FactKind.InformationAnswer ? said!.Read<InformationAnswer>() : null;
        var question = answer is null && said is not null ? said.Read<DecideWithout>().Question : answer?.Question;
        // What was said about an earlier question, whose time ran out meanwhile, is none about this one.
        if (record.Information is not { } asked || (question is not null && question != asked.FactId))
            return await step.NoChangeAsync(input, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var left = answer is null ? [] : asked.Open.Where(role => role != answer.Party).ToList();
        var change = step.Change(input, input.From).AskInformation(left.Count == 0 ? null : asked with { Open = left });
        if (answer is not null)
            change.WithNote("InformationAnswered:" + answer.Party).Send(new OutgoingMessage("InformationAnswer", EligibilityActivities.Parties(application), input.Fact!.FactId));
        else
            change.WithNote(input.Fact is null ? "InformationNotGiven" : "DecideWithout");
        // The clock of a question that nobody answered is breached, or stops when the reviewer waits no longer.
        if (left.Count == 0 && answer is not null)
            change.Meet(asked.Due, step.Now);
        else if (left.Count == 0 && input.Fact is not null)
            change.Drop(asked.Due.RuleId);
        var result = new ChangeResult("", input.From) { Clocks = left.Count == 0 ? [new ClockLimits(Clocks.Information, [])] : null };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    internal static IReadOnlyList<WaitLimit> Until(InformationState state) => [new WaitLimit("Due:" + state.Due.RuleId, state.Due.BreachedAt, Ends: false)];
}
