using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Eligibility;
using Imr.Core.Records;
using Imr.Core.Reviewers;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Matching;
using ImrFunctions.Review;

namespace ImrFunctions.Determination;

/// <summary>The checks between signature and release (domain.md §4). What fails goes back to the reviewer; the machine corrects nothing.</summary>
public sealed class QualityActivities(StepContext step, CaseRegister register, CaseSnapshots snapshots, ReviewerPanel panel, DraftStore drafts, FactStore facts)
{
    [Function(nameof(CheckQuality))]
    public async Task<QualityResult> CheckQuality([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        // A repeat after a crash must not go on with other records: the first try's draft stands, whatever this check says.
        var (checkedNow, record) = await CheckAsync(input, cancellation);
        var draft = await drafts.CreateOrReadAsync(input.Review, input.Attempt, checkedNow, cancellation);
        if (draft.DeterminationFact != input.Fact!.FactId)
            throw new InvalidOperationException("Another determination was checked as this attempt.");
        var passed = draft.Report.MayBeReleased;
        var stage = passed ? ReviewStage.AwaitingRelease : ReviewStage.ClinicalReview;
        var change = step.Change(input, stage).WithNote(passed ? "QualityPassed" : "QualityReturned").Draft(passed ? input.Attempt : null);
        if (!passed)
            change.AwaitDetermination(input.Attempt + 1);
        // She signed while her question was under way: she decides without the answer.
        if (record.Information is { } asked)
            change.AskInformation(null).Drop(asked.Due.RuleId);
        if (draft.Parts is { } parts)
            change.SetParts([.. record.Parts.Select(p => p with { SignedFact = parts.FirstOrDefault(d => d.Number == p.Number) is { Passed: true } stands ? stands.DeterminationFact : null })]);
        var reminder = PacificTime.StartOfDay(step.Calendar.AddBusinessDays(PacificTime.LegalDay(step.Now), 2));
        var result = new QualityResult("", stage, passed, passed ? [new WaitLimit("Reminder:Release", reminder, false)] : [])
        {
            Returned = draft.Parts is { } all ? [.. all.Where(p => !p.Passed).Select(p => p.Number)] : null,
        };
        return await register.AdvanceAsync(change, input.Entry, input.Tag, result, cancellation);
    }

    private async Task<(Draft Draft, CaseRecord Record)> CheckAsync(StepInput input, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(input, cancellation);
        var snapshot = await snapshots.GetAsync(input.Review.CaseNumber, cancellation);
        var (record, listed) = (snapshot.Record, snapshot.InRecord);
        var recordsHash = RecordsHash.Of(listed);
        var today = PacificTime.LegalDay(step.Now);
        var findings = new List<QualityFinding>();
        var parts = new List<DraftPart>();
        foreach (var signed in input.Facts ?? [input.Fact!])
        {
            var determination = (await facts.ReadAsync(input.Review, signed.FactId, cancellation)).Read<Imr.Core.Determinations.Determination>();
            var member = await panel.TryGetAsync(determination.ReviewerId, cancellation) ?? throw new InvalidOperationException("The reviewer is not on the panel any more.");
            var hers = application.OfPart(record.Parts.FirstOrDefault(p => p.Number == signed.Part));
            var report = QualityChecks.Run(new QualityInput(
                hers,
                determination,
                [.. hers.DisputedItems.Select(i => Treatment(i, CaseTreatments.Of(i)))],
                listed,
                recordsHash,
                [.. hers.DisputedItems.Select(i => i.Id)],
                [member.Reviewer.LastName, $"{member.Reviewer.FirstName} {member.Reviewer.LastName}"]));
            findings.AddRange(report.Findings);
            parts.Add(new DraftPart(signed.Part ?? 0, [.. hers.DisputedItems.Select(i => i.Id)], signed.FactId, determination.ReviewerId, Credentials.Of(member.Reviewer, today), report.MayBeReleased));
        }

        var first = parts[0];
        var assigned = record.Parts.Select(p => p.AssignedOn).Append(record.AssignedOn).Max() ?? today;
        var draft = new Draft(
            Draft.CurrentSchemaVersion, first.DeterminationFact, input.Application, first.ReviewerId, first.Credentials, assigned, recordsHash, new QualityReport(QualityReport.CurrentSchemaVersion, findings))
        {
            Parts = input.Facts is null ? null : parts,
        };
        return (draft, record);
    }

    private static ItemTreatment Treatment(DisputedItem item, Imr.Core.Matching.Treatment treatment) => new(item.Id, treatment.Region, treatment.Modality);
}
