using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Intake;

/// <summary>NOARFI and records (8 CCR 9792.10.4, 9792.10.5).</summary>
public sealed class RecordsActivities(StepContext step, CaseRegister register, CaseSnapshots snapshots, DocumentStore documents, NoarfiStore notices, IOptions<ReviewOptions> options)
{
    /// <summary>Records the NOARFI of every participant and starts the records' clock; when the records are complete already, the determination's.</summary>
    [Function(nameof(RequestRecords))]
    public async Task<RecordsResult> RequestRecords([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(input, cancellation);
        var complete = RecordsCompleteness.Assess(application, await documents.ListAsync(input.Review, cancellation)).Complete;
        var law = step.Deadlines(application);
        var due = law.Compute(RecordsRule(application), step.Now);
        var record = await register.GetAsync(input.Review.CaseNumber, cancellation);
        await notices.RecordAsync(input.Review, input.Seq, input.Entry, application, PacificTime.LegalDay(step.Now), record.ReceivedOn, cancellation);
        var change = step.Change(input, ReviewStage.RecordsRequested)
            .WithNote(complete ? "NoarfiSent,RecordsComplete" : "NoarfiSent")
            .Meet(law.Compute(DeadlineIds.Noarfi, step.Now), step.Now)
            .Send(new OutgoingMessage("Noarfi", EligibilityActivities.Parties(application), due.RuleId));
        StartClocks(change, application, due, goOn: complete, complete);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new RecordsResult("", ReviewStage.RecordsRequested, complete, Clocks.Until(due)), cancellation);
    }

    /// <summary>Looks at the records again: a document arrived, or they are due (detail).</summary>
    [Function(nameof(AssessRecords))]
    public async Task<RecordsResult> AssessRecords([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var application = await step.InReviewAsync(input, cancellation);
        var assessment = RecordsCompleteness.Assess(application, snapshot.Documents);
        // An amended or remanded case was asked for its records before: what is here counts.
        var due = Clocks.RecordsDeadline(snapshot.Record) ?? step.Deadlines(application).Compute(RecordsRule(application), step.Now);
        var overdue = input.Detail is not null || step.Now >= due.BreachedAt;
        var goOn = assessment.Complete || (overdue && !assessment.OnlyUrDecision);
        if (!goOn && !overdue && input.From is ReviewStage.RecordsRequested or ReviewStage.InsufficientRecords)
        {
            var unchanged = await step.UnchangedAsync(input, cancellation);
            return new RecordsResult(unchanged.Tag, unchanged.Stage, false, Clocks.Until(due));
        }

        var stage = goOn || !overdue ? ReviewStage.RecordsRequested : ReviewStage.InsufficientRecords;
        var change = step.Change(input, stage).WithNote(assessment.Complete ? "RecordsComplete" : goOn ? "DecideOnWhatIsThere" : overdue ? "OnlyUrDecision" : "RecordsAwaited");
        StartClocks(change, application, due, goOn && Clocks.DeterminationDeadline(snapshot.Record) is null, assessment.Complete);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, new RecordsResult("", stage, goOn, goOn || overdue ? [] : Clocks.Until(due)), cancellation);
    }

    /// <summary>Three days expedited, five working days in a formulary dispute, else 30 days (LC 4610.6(d)).</summary>
    internal static string DeterminationRule(ImrApplication application)
        => application.Priority == Priority.Expedited ? DeadlineIds.DeterminationExpedited
            : application.UrDecision.FormularyDispute && StepContext.Rules(application).Deadlines.Any(d => d.Id == DeadlineIds.DeterminationFormulary) ? DeadlineIds.DeterminationFormulary
            : DeadlineIds.DeterminationStandard;

    /// <summary>24 hours expedited, 12 days electronically, 15 by mail (9792.10.5(a)(1)).</summary>
    private string RecordsRule(ImrApplication application)
        => application.Priority == Priority.Expedited ? DeadlineIds.RecordsExpedited
            : options.Value.ElectronicNotices ? DeadlineIds.RecordsElectronic : DeadlineIds.RecordsByMail;

    /// <summary>The determination's clock starts with the records, or with the decision to go on without them (LC 4610.6(d)).</summary>
    private void StartClocks(CaseChange change, ImrApplication application, Deadline due, bool goOn, bool complete)
    {
        if (complete)
            change.Meet(due, step.Now);
        else
            change.Start(due);
        if (goOn)
            change.Start(step.Deadlines(application).Compute(DeterminationRule(application), step.Now));
    }
}
