using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Matching;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Review.Changes;

/// <summary>What changes running clocks: an extension, a conversion to expedited, a new rule or holiday. The wait that stands takes the new ones.</summary>
public sealed class ClockActivities(StepContext step, CaseRegister register, AssignmentStore assignments, IOptions<ReviewOptions> options)
{
    /// <summary>Up to three days more for the determination, once, with the Administrative Director's approval (LC 4610.6(d)(3)).</summary>
    [Function(nameof(ExtendDetermination))]
    public async Task<ChangeResult> ExtendDetermination([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var extension = (await step.FactAsync(input, cancellation)).Read<Extension>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        if (Clocks.DeterminationDeadline(record) is not { } due || record.ExtensionDays > 0)
            return await step.NoChangeAsync(input, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var later = step.Deadlines(application).Extend(due, extension.Days);
        var change = step.Change(input, input.From).WithNote($"Extended:{extension.Days}").Start(later).Extend(extension.Days)
            .Send(new OutgoingMessage("Extended", EligibilityActivities.Parties(application), due.RuleId));
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", input.From) { Clocks = [new ClockLimits(Clocks.Determination, Clocks.Watch(later))] }, cancellation);
    }

    /// <summary>
    /// Standard becomes expedited (8 CCR 9792.10.4(c)): the records' and the determination's clocks start anew by the expedited rules, an open question and an open
    /// offer get the expedited time, and all parties are told at once.
    /// </summary>
    [Function(nameof(ExpediteReview))]
    public async Task<ChangeResult> ExpediteReview([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        if (await register.RepeatedAsync<ChangeResult>(input.Review, input.Seq, input.From, cancellation) is { } repeated)
            return repeated;
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        if (record.Priority == Priority.Expedited)
            return await step.NoChangeAsync(input, cancellation);
        var entry = input.Entry with { Priority = Priority.Expedited };
        var application = await step.InReviewAsync(input with { Entry = entry }, cancellation);
        var change = step.Change(input, input.From).WithNote("ConvertedToExpedited").Prioritize(Priority.Expedited)
            .Send(new OutgoingMessage("ConvertedToExpedited", EligibilityActivities.Parties(application), input.Fact!.FactId));
        var clocks = Expedited(record, application, change);
        if (record.Offer is { } open && clocks.FirstOrDefault(c => c.Family == Clocks.Offer) is { } sooner)
            await assignments.HastenAsync(open.ReviewerId, input.Review, open.Attempt, sooner.Limits[0].At, cancellation);
        return await register.AdvanceAsync(change, entry, input.Tag, new ChangeResult("", input.From) { Entry = entry, Clocks = clocks }, cancellation);
    }

    /// <summary>A rule or holiday changed: clocks that still run take their new last day.</summary>
    [Function(nameof(ChangeDeadlines))]
    public async Task<ChangeResult> ChangeDeadlines([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var changed = (await step.FactAsync(input, cancellation)).Read<DeadlinesChanged>();
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        var running = record.Deadlines.Where(d => d.MetAt is null).Select(d => d.Deadline.RuleId).ToHashSet(StringComparer.Ordinal);
        var change = step.Change(input, input.From).WithNote("DeadlinesChanged");
        var clocks = new List<ClockLimits>();
        foreach (var deadline in changed.Deadlines.Where(d => running.Contains(d.RuleId)))
        {
            change.Start(deadline);
            if (deadline.RuleId.StartsWith(Clocks.Determination, StringComparison.Ordinal))
                clocks.Add(new ClockLimits(Clocks.Determination, Clocks.Watch(deadline)));
            else if (deadline.RuleId.StartsWith(Clocks.Records, StringComparison.Ordinal))
                clocks.Add(new ClockLimits(Clocks.Records, Clocks.Until(deadline)));
            else if (deadline.RuleId.StartsWith(Clocks.Information, StringComparison.Ordinal) && record.Information is { } open)
                clocks.Add(new ClockLimits(Clocks.Information, InformationActivities.Until(Ask(change, open with { Due = deadline }))));
        }

        return await register.AdvanceAsync(change, input.Entry, input.Tag, new ChangeResult("", input.From) { Clocks = clocks }, cancellation);
    }

    private static InformationState Ask(CaseChange change, InformationState state)
    {
        change.AskInformation(state);
        return state;
    }

    private List<ClockLimits> Expedited(CaseRecord record, ImrApplication application, CaseChange change)
    {
        var law = step.Deadlines(application);
        var clocks = new List<ClockLimits>();
        if (record.Deadlines.FirstOrDefault(d => d.Deadline.RuleId.StartsWith(Clocks.Records, StringComparison.Ordinal)) is { MetAt: null } records && Clocks.DeterminationDeadline(record) is null)
        {
            var due = law.Compute(DeadlineIds.RecordsExpedited, step.Now);
            change.Drop(records.Deadline.RuleId).Start(due);
            clocks.Add(new ClockLimits(Clocks.Records, Clocks.Until(due)));
        }

        if (Clocks.DeterminationDeadline(record) is { } determination)
        {
            var due = law.Compute(DeadlineIds.DeterminationExpedited, step.Now);
            if (due.RuleId != determination.RuleId)
                change.Drop(determination.RuleId);
            // A new clock: the extension of the old one lengthens it neither now nor when an amendment has it counted anew.
            change.Start(due).Extend(0);
            clocks.Add(new ClockLimits(Clocks.Determination, Clocks.Watch(due)));
        }

        if (record.Information is { } asked && law.Compute(DeadlineIds.MoreInformationExpedited, step.Now) is var answer && answer.BreachedAt < asked.Due.BreachedAt)
        {
            if (answer.RuleId != asked.Due.RuleId)
                change.Drop(asked.Due.RuleId);
            clocks.Add(new ClockLimits(Clocks.Information, InformationActivities.Until(Ask(change.Start(answer), asked with { Due = answer }))));
        }

        if (record.Offer is { } offer && step.Now.AddHours(options.Value.OfferHoursExpedited) is var sooner && sooner < offer.AnswerBy)
        {
            change.Offer(offer with { AnswerBy = sooner });
            clocks.Add(new ClockLimits(Clocks.Offer, [new WaitLimit("Silent:" + Clocks.Offer, sooner, Ends: true)]));
        }

        return clocks;
    }
}
