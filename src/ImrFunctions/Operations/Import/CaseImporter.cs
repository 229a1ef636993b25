using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Operations;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Duplicates;
using ImrFunctions.Review;

namespace ImrFunctions.Operations.Import;

/// <summary>
/// Makes one imported case. The register's row is create-only and comes last but for the review's start, so a crash anywhere leaves either nothing that is seen or
/// a case that reconcile starts. No notice is sent: what the parties were told, they were told by the other system.
/// </summary>
public sealed class CaseImporter(
    CaseStorage storage, CaseRegister register, DocumentStore documents, ImportReviewers reviewers, ReviewStarter starter, DuplicateIndex duplicates, TimeProvider time)
{
    /// <summary>The timeline's entry where the case began here.</summary>
    public const string Note = "Imported";

    /// <returns>False when the number was taken meanwhile.</returns>
    internal async Task<bool> ImportAsync(DurableTaskClient client, ImportedCase imported, ImportPlan plan, CancellationToken cancellation)
    {
        var review = new ReviewKey(imported.CaseNumber, 1);
        var hash = ContentHash.Of(imported.ApplicationJson);
        await storage.Records.CreateAsync(RecordCopier.RecordName(imported.CaseNumber, hash), imported.ApplicationJson, "application/json", cancellation);
        if (imported is { ReviewerId: { } reviewer, AssignedOn: { } on })
            await reviewers.AssignAsync(imported, reviewer, on, cancellation);
        await AcceptDocumentsAsync(review, imported, cancellation);

        var record = Record(imported, plan, hash);
        if (!await register.ImportAsync(record, State(imported, plan, record), Timeline(plan, record), imported.Application.DisputedItems, cancellation))
            return false;
        await duplicates.AddAsync(imported.CaseNumber, hash, imported.Application, cancellation);
        await starter.StartAsync(client, await register.GetAsync(imported.CaseNumber, cancellation), cancellation);
        return true;
    }

    /// <summary>A case that was registered before a crash and whose review was not started.</summary>
    internal async Task StartAgainAsync(DurableTaskClient client, CaseNumber number, CancellationToken cancellation)
    {
        if (await register.TryGetAsync(number, cancellation) is { Open: true } record)
            await starter.StartAsync(client, record, cancellation);
    }

    private static List<TimelineEntry> Timeline(ImportPlan plan, CaseRecord record)
        =>
        [
            .. plan.Timeline.Select((s, n) => new TimelineEntry(n + 1, s.Stage, s.At, s.Note)),
            new TimelineEntry(record.StageSeq, record.Stage, record.UpdatedAt, Note),
        ];

    private static CaseChange State(ImportedCase imported, ImportPlan plan, CaseRecord record)
    {
        var state = new CaseChange(record.Review, record.StageSeq, record.Stage, record.UpdatedAt).Propose(plan.Proposal).FindEligibility(EligibilityOutcome.Eligible);
        foreach (var (deadline, metAt) in plan.Deadlines)
        {
            if (metAt is { } at)
                state.Meet(deadline, at);
            else
                state.Start(deadline);
        }

        if (imported is { ReviewerId: { } reviewer, AssignedOn: { } on })
            state.Assign(reviewer, on);
        return state;
    }

    private CaseRecord Record(ImportedCase imported, ImportPlan plan, ContentHash hash)
        => CaseRecord.New(new ReviewKey(imported.CaseNumber, 1), imported.Stage, imported.FirstArrival, imported.ReceivedOn, time.GetUtcNow()) with
        {
            StageSeq = plan.Timeline.Count + 1,
            Priority = imported.Application.Priority,
            OrganizationId = imported.Application.ClaimsAdministrator.OrganizationId,
            ApplicationHash = hash,
            StageSince = plan.Timeline[^1].At,
            StartAt = imported.Stage,
        };

    /// <summary>What the import says of a document goes before what the application lists it as.</summary>
    private async Task AcceptDocumentsAsync(ReviewKey review, ImportedCase imported, CancellationToken cancellation)
    {
        var accepted = await documents.AcceptUploadsAsync(review, imported.Application, cancellation);
        var stated =
            from document in accepted
            let listed = imported.Documents.FirstOrDefault(d => document.Has(d.Name))
            where listed is not null && listed.Kind != document.Kind
            select document with { Kind = listed.Kind };
        foreach (var batch in stated.Chunk(100))
            await storage.Cases.SubmitTransactionAsync(batch.Select(d => new TableTransactionAction(TableTransactionActionType.UpsertReplace, DocumentStore.ToRow(review, d))), cancellation);
    }
}
