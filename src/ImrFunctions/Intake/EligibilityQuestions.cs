using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using ImrFunctions.Review.Changes;

namespace ImrFunctions.Intake;

/// <summary>
/// The Administrative Director asks parties in the preliminary review (8 CCR 9792.10.3(c)). The answer has its own clock, DL-ELIG-INFO; when everybody has
/// answered, or the clock ran out, the application is screened again and decided on what is there.
/// </summary>
public sealed class EligibilityQuestions(StepContext step, CaseRegister register, CaseSnapshots snapshots)
{
    public async Task<ChangeResult> AskAsync(StepInput input, InformationRequest request, CancellationToken cancellation)
    {
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        if (snapshot.Record.Information is not null)
            return await step.NoChangeAsync(input, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var due = step.Deadlines(application).Compute(DeadlineIds.EligibilityInformation, step.Now);
        var state = new InformationState(InformationState.CurrentSchemaVersion, input.Fact!.FactId, request.AskedOf, request.AskedOf, step.Now, due);
        var change = step.Change(input, input.From).WithNote("InformationRequested").AskInformation(state).Start(due)
            .Propose(EligibilityScreening.Screen(application, Screenings.FactsOf(snapshot, state), StepContext.Rules(application), step.Calendar))
            .Send(new OutgoingMessage("EligibilityInformationRequest", EligibilityActivities.Parties(application), input.Fact.FactId));
        var result = new ChangeResult("", input.From) { Clocks = [new ClockLimits(Clocks.EligibilityInformation, InformationActivities.Until(state))] };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    /// <summary>An answer, or without a fact the end of its time.</summary>
    public async Task<ChangeResult> TakeAsync(StepInput input, InformationState asked, CancellationToken cancellation)
    {
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var answer = input.Fact?.Kind == FactKind.InformationAnswer ? (await step.FactAsync(input, cancellation)).Read<InformationAnswer>() : null;
        var left = answer is null ? [] : asked.Open.Where(role => role != answer.Party).ToList();
        var open = left.Count == 0 ? null : asked with { Open = left };
        var change = step.Change(input, input.From)
            .WithNote(answer is null ? "InformationNotGiven" : "InformationAnswered:" + answer.Party)
            .AskInformation(open)
            .Propose(EligibilityScreening.Screen(application, Screenings.FactsOf(snapshot, open), StepContext.Rules(application), step.Calendar));
        if (answer is not null)
            change.Send(new OutgoingMessage("InformationAnswer", EligibilityActivities.Parties(application), input.Fact!.FactId));
        // What nobody answered in time stays breached.
        if (open is null && answer is not null)
            change.Meet(asked.Due, step.Now);
        var result = new ChangeResult("", input.From) { Clocks = open is null ? [new ClockLimits(Clocks.EligibilityInformation, [])] : null };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }
}
