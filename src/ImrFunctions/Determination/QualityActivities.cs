using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Eligibility;
using Imr.Core.Records;
using Imr.Core.Reviewers;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;
using ImrFunctions.Review;

namespace ImrFunctions.Determination;

/// <summary>The checks between signature and release (domain.md §4). What fails goes back to the reviewer; the machine corrects nothing.</summary>
public sealed class QualityActivities(StepContext step, CaseRegister register, CaseSnapshots snapshots, ReviewerPanel panel, DraftStore drafts)
{
    [Function(nameof(CheckQuality))]
    public async Task<QualityResult> CheckQuality([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        // A repeat after a crash must not go on with other records: the first try's draft stands, whatever this check says.
        var draft = await drafts.CreateOrReadAsync(input.Review, input.Attempt, await CheckAsync(input, cancellation), cancellation);
        if (draft.DeterminationFact != input.Fact!.FactId)
            throw new InvalidOperationException("Another determination was checked as this attempt.");
        var passed = draft.Report.MayBeReleased;
        var stage = passed ? ReviewStage.AwaitingRelease : ReviewStage.ClinicalReview;
        var change = step.Change(input, stage).WithNote(passed ? "QualityPassed" : "QualityReturned").Draft(passed ? input.Attempt : null);
        if (!passed)
            change.AwaitDetermination(input.Attempt + 1);
        var reminder = PacificTime.StartOfDay(BusinessCalendar.Default.AddBusinessDays(PacificTime.LegalDay(step.Now), 2));
        var result = new QualityResult("", stage, passed, passed ? [new WaitLimit("Reminder:Release", reminder, false)] : []);
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    private async Task<Draft> CheckAsync(StepInput input, CancellationToken cancellation)
    {
        var determination = (await step.FactAsync(input, cancellation)).Read<Imr.Core.Determinations.Determination>();
        var application = await step.InReviewAsync(input, cancellation);
        var (record, listed, _) = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var member = await panel.TryGetAsync(determination.ReviewerId, cancellation) ?? throw new InvalidOperationException("The reviewer is not on the panel any more.");
        var recordsHash = RecordsHash.Of(listed);
        var report = QualityChecks.Run(new QualityInput(
            application,
            determination,
            [.. application.DisputedItems.Select(i => Treatment(i, CaseTreatments.Of(i)))],
            listed,
            recordsHash,
            [.. application.DisputedItems.Select(i => i.Id)],
            [member.Reviewer.LastName, $"{member.Reviewer.FirstName} {member.Reviewer.LastName}"]));
        var today = PacificTime.LegalDay(step.Now);
        return new Draft(
            Draft.CurrentSchemaVersion, input.Fact!.FactId, input.Application, determination.ReviewerId, Credentials.Of(member.Reviewer, today), record.AssignedOn ?? today, recordsHash, report);
    }

    private static ItemTreatment Treatment(DisputedItem item, Imr.Core.Matching.Treatment treatment) => new(item.Id, treatment.Region, treatment.Modality);
}
