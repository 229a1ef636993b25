using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Records;

namespace Imr.Core.Operations;

/// <summary>A stage that the case reached elsewhere.</summary>
/// <param name="Note">A code, as the timeline has it of cases that began here.</param>
public sealed record ImportedStep(ReviewStage Stage, DateTimeOffset At, string? Note);

/// <param name="MetAt">Null while the clock runs.</param>
public sealed record ImportedDeadline(Deadline Deadline, DateTimeOffset? MetAt);

/// <summary>What an imported case becomes: its timeline at the real instants and its clocks, met or running. Nothing in it sends a notice.</summary>
/// <param name="Proposal">What screening says of it; the finding was made elsewhere and stands.</param>
/// <param name="Warnings">What a person should look at; none of it keeps the case from being imported.</param>
public sealed record ImportPlan(IReadOnlyList<ImportedStep> Timeline, IReadOnlyList<ImportedDeadline> Deadlines, EligibilityProposal Proposal, IReadOnlyList<string> Warnings)
{
    /// <param name="path">Of the case in its file.</param>
    /// <param name="problems">What does not fit together is added here; null is returned then.</param>
    public static ImportPlan? Of(ImportedCase imported, string path, RuleSetLibrary library, BusinessCalendar calendar, DateTimeOffset now, List<ApplicationProblem> problems)
    {
        var before = problems.Count;
        Check(imported, path, now, problems);
        if (problems.Count > before)
            return null;
        var rules = library.ForUrDecision(imported.Application.UrDecision.DecisionDate);
        var attached = imported.Documents.Any(d => d.Kind == DocumentKind.UrDecision);
        var proposal = EligibilityScreening.Screen(imported.Application, new ScreeningFacts(imported.FirstArrival, attached), rules, calendar);
        var deadlines = Clocks(imported, proposal, rules, calendar).ToList();
        return new ImportPlan([.. Steps(imported)], deadlines, proposal, [.. WarningsOf(imported, proposal, deadlines, now)]);
    }

    /// <summary>24 hours expedited, 12 days electronically, 15 by mail (9792.10.5(a)(1)).</summary>
    public static string RecordsRule(Priority priority, NoticeSending by)
        => priority == Priority.Expedited ? DeadlineIds.RecordsExpedited : by == NoticeSending.Electronic ? DeadlineIds.RecordsElectronic : DeadlineIds.RecordsByMail;

    private static void Check(ImportedCase imported, string path, DateTimeOffset now, List<ApplicationProblem> problems)
    {
        var awaitsRecords = imported.Stage == ReviewStage.RecordsRequested;
        var inReview = imported.Stage == ReviewStage.ClinicalReview;
        Need("recordsCompleteAt", imported.RecordsCompleteAt is not null, !awaitsRecords);
        Need("reviewerId", imported.ReviewerId is not null, inReview);
        Need("assignedOn", imported.AssignedOn is not null, inReview);

        var earlier = imported.FirstArrival;
        foreach (var (name, at) in new (string, DateTimeOffset?)[] { ("eligibleAt", imported.EligibleAt), ("noarfi.sentAt", imported.NoarfiSentAt), ("recordsCompleteAt", imported.RecordsCompleteAt) })
        {
            if (at < earlier)
                problems.Add(new ApplicationProblem($"{path}.{name}", "is before what must come first", "arrival, eligibility, NOARFI, records, assignment in this order"));
            earlier = at ?? earlier;
        }

        if (imported.AssignedOn < PacificTime.LegalDay(earlier))
            problems.Add(new ApplicationProblem($"{path}.assignedOn", "is before what must come first", "arrival, eligibility, NOARFI, records, assignment in this order"));
        if (earlier > now || imported.AssignedOn > PacificTime.LegalDay(now))
            problems.Add(new ApplicationProblem(path, "has an instant in the future", "what has happened"));
        if (imported.ReceivedOn > PacificTime.LegalDay(imported.FirstArrival))
            problems.Add(new ApplicationProblem($"{path}.receivedOn", "is after the first arrival", "the day of the first arrival or, of a paper that was stamped before, an earlier one"));

        void Need(string name, bool there, bool needed)
        {
            if (there != needed)
                problems.Add(new ApplicationProblem($"{path}.{name}", needed ? "is missing" : $"is not known at {imported.Stage}", needed ? $"a case at {imported.Stage} has it" : "leave it out"));
        }
    }

    private static IEnumerable<ImportedStep> Steps(ImportedCase imported)
    {
        yield return new ImportedStep(ReviewStage.Received, imported.FirstArrival, null);
        yield return new ImportedStep(ReviewStage.EligibilityReview, imported.EligibleAt, "Found:" + EligibilityOutcome.Eligible);
        yield return new ImportedStep(ReviewStage.RecordsRequested, imported.NoarfiSentAt, "NoarfiSent");
        if (imported.RecordsCompleteAt is not { } complete)
            yield break;
        yield return new ImportedStep(ReviewStage.ReviewerAssignment, complete, "RecordsComplete");
        // The day is all that is known; on the day of the records it was not before them.
        if (imported.AssignedOn is { } assigned)
            yield return new ImportedStep(ReviewStage.ClinicalReview, PacificTime.StartOfDay(assigned) < complete ? complete : PacificTime.StartOfDay(assigned), null);
    }

    private static IEnumerable<ImportedDeadline> Clocks(ImportedCase imported, EligibilityProposal proposal, RuleSet rules, BusinessCalendar calendar)
    {
        var law = new DeadlineCalculator(rules, calendar);
        if (proposal.FilingDeadline is { } filing)
            yield return new ImportedDeadline(filing, PacificTime.StartOfDay(imported.ReceivedOn));
        yield return new ImportedDeadline(law.Compute(DeadlineIds.Noarfi, imported.EligibleAt), imported.NoarfiSentAt);
        yield return new ImportedDeadline(law.Compute(RecordsRule(imported.Application.Priority, imported.NoarfiBy), imported.NoarfiSentAt), imported.RecordsCompleteAt);
        if (imported.RecordsCompleteAt is { } complete)
            yield return new ImportedDeadline(law.Compute(DeterminationRule(imported.Application, rules), complete), null);
    }

    /// <summary>Three days expedited, five working days in a formulary dispute, else 30 days (LC 4610.6(d)).</summary>
    private static string DeterminationRule(ImrApplication application, RuleSet rules)
        => application.Priority == Priority.Expedited ? DeadlineIds.DeterminationExpedited
            : application.UrDecision.FormularyDispute && rules.HasDeadline(DeadlineIds.DeterminationFormulary) ? DeadlineIds.DeterminationFormulary
            : DeadlineIds.DeterminationStandard;

    private static IEnumerable<string> WarningsOf(ImportedCase imported, EligibilityProposal proposal, IReadOnlyList<ImportedDeadline> deadlines, DateTimeOffset now)
    {
        if (proposal.Outcome != EligibilityOutcome.Eligible)
            yield return $"Screening proposes {proposal.Outcome} ({string.Join(", ", proposal.Reasons.Select(r => r.Code))}); the finding of eligibility stands.";
        if (proposal.ReceivedOn != imported.ReceivedOn)
            yield return "The received date differs from the one that the application and the first arrival give.";
        if (imported.Stage == ReviewStage.RecordsRequested && RecordsLookComplete(imported))
            yield return "The records look complete: should the case be imported at ReviewerAssignment?";
        foreach (var late in deadlines.Where(d => d.MetAt is null && now >= d.Deadline.BreachedAt))
            yield return $"{late.Deadline.RuleId} has passed: it was due on {late.Deadline.DueOn:yyyy-MM-dd}.";
    }

    private static bool RecordsLookComplete(ImportedCase imported)
        => RecordsCompleteness.RequiredKinds.All(kind => imported.Documents.Any(d => d.Kind == kind))
            && imported.Application.Documents.All(listed => imported.Documents.Any(d => string.Equals(d.Name, listed.Name, StringComparison.OrdinalIgnoreCase)));
}
