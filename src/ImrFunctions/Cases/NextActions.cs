using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Cases;

/// <param name="Who">Who owes it.</param>
/// <param name="DueOn">The legal day or the day of the offer's end; null when no clock runs.</param>
public sealed record NextAction(string Who, string What, DateOnly? DueOn);

/// <summary>Says who owes what next, from the register alone.</summary>
public static class NextActions
{
    public static NextAction? Of(CaseRecord record)
    {
        if (!record.Open)
            return null;
        if (record.Attention is { } attention)
            return new NextAction("Operator", $"Decide how to go on after {attention.Step} ({attention.Code}).", null);
        return record.Stage switch
        {
            ReviewStage.Rejected => new NextAction("Uploader", "Upload a corrected application.json.", null),
            ReviewStage.Received => new NextAction("System", "Screen the application.", null),
            ReviewStage.EligibilityReview when record.Eligibility == EligibilityOutcome.Eligible => new NextAction("System", "Send the NOARFI.", null),
            ReviewStage.EligibilityReview when record.Eligibility == EligibilityOutcome.Ineligible => new NextAction("System", "Close the case.", null),
            ReviewStage.EligibilityReview when record.Information is { } asked => new NextAction(asked.Open[0], "Answer the question of the Administrative Director.", asked.Due.DueOn),
            ReviewStage.EligibilityReview => new NextAction("AdministrativeDirector", $"Find on eligibility; screening proposes {record.Proposal?.Outcome}.", null),
            ReviewStage.RecordsRequested => new NextAction("ClaimsAdministrator", "Send the records.", Due(record, "DL-REC")),
            ReviewStage.InsufficientRecords => new NextAction("ClaimsAdministrator", "Send medical records: nothing but the UR decision is here.", Due(record, "DL-REC")),
            ReviewStage.ReviewerAssignment when record is { Parts.Count: > 0, PartsApproved: false } => new NextAction("AdministrativeDirector", "Approve or refuse several reviewers (8 CCR 9792.10.6(c)).", Due(record, "DL-DET")),
            ReviewStage.ReviewerAssignment when record.Offer is not null => new NextAction("Reviewer", "Answer the offer.", Imr.Core.Deadlines.PacificTime.LegalDay(record.Offer.AnswerBy)),
            ReviewStage.ReviewerAssignment => new NextAction("System", "Find a reviewer.", Due(record, "DL-DET")),
            ReviewStage.ClinicalReview when record.Information is { } asked => new NextAction(asked.Open[0], "Answer the question of the review.", asked.Due.DueOn),
            ReviewStage.ClinicalReview => new NextAction("Reviewer", record.DeterminationAttempt > 1 ? "Correct the determination." : "Determine each item.", Due(record, "DL-DET")),
            ReviewStage.QualityReview => new NextAction("System", "Check the determination.", Due(record, "DL-DET")),
            ReviewStage.AwaitingRelease => new NextAction("Releaser", "Release the letter.", Due(record, "DL-DET")),
            _ => new NextAction("System", "Close the case.", null),
        };
    }

    private static DateOnly? Due(CaseRecord record, string prefix)
        => record.Deadlines.FirstOrDefault(d => d.MetAt is null && d.Deadline.RuleId != "DL-REC-STAT" && d.Deadline.RuleId.StartsWith(prefix, StringComparison.Ordinal))?.Deadline.DueOn;
}
