using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Review;

namespace ImrFunctions.Cases;

/// <summary>
/// Opens a further round of a closed case: a remand (LC 4610.6(i)) with another reviewer, a corrected letter with the same one, or a merge that is taken back. The earlier round stays as
/// it was: its facts, records, letters and history have its number in their keys.
/// </summary>
public sealed class Rounds(CaseStorage storage, CaseRegister register, CaseIndex index, StepContext step, ReviewStarter starter)
{
    private const int BatchSize = 100;

    /// <summary>What runs from a decision ends when it is set aside; a letter that is only corrected stands until then.</summary>
    private static readonly string[] s_ofDecision = [DeadlineIds.Appeal, DeadlineIds.AppealOfIneligibility, DeadlineIds.ImplementAuthorization];

    /// <summary>Writes the order and opens the round; a repeat finds it open.</summary>
    public async Task<FactWrite> OpenAsync<T>(DurableTaskClient client, CaseSnapshot closed, FactToWrite<T> order, DateOnly orderedOn, CancellationToken cancellation)
        where T : IVersioned
    {
        var record = closed.Record;
        var review = new ReviewKey(record.Review.CaseNumber, record.Review.Round + 1);
        var reference = new FactRef(FactRef.CurrentSchemaVersion, RowKeys.Fact(review.Round, order.Kind.ToString(), 1, order.RequestId), order.Kind, 1);
        var body = ImrJson.Write(order.Body);
        var row = FactStore.ToRow(review, reference, order.By, order.At, order.RequestHash ?? FactStore.HashOf(body), body, consumed: true);
        var next = await NextAsync(record, review, order, reference.FactId, orderedOn, cancellation);
        // The records first: without the round they mean nothing, and a round never stands without them.
        await CopyRecordsAsync(review, closed, cancellation);
        var application = await step.InReviewAsync(record, cancellation);
        var message = new OutgoingMessage(MessageOf(order.Kind), EligibilityActivities.Parties(application), reference.FactId);
        // A crash after the transaction leaves a round that nobody started: reconcile finds it by this row.
        await index.WatchClosedAsync(record, cancellation);
        var ended = record.Deadlines.Select(d => d.Deadline.RuleId).Where(id =>
            id.StartsWith(Clocks.Determination, StringComparison.Ordinal) || id.StartsWith(Clocks.Information, StringComparison.Ordinal) || (order.Kind == FactKind.Remand && s_ofDecision.Contains(id)));
        if (!await register.OpenRoundAsync(record, next, row, order.Kind + "Ordered", message, ended, cancellation))
            return new FactWrite(FactWriteOutcome.Superseded, reference);
        await starter.StartAsync(client, await register.GetAsync(record.Review.CaseNumber, cancellation), cancellation);
        return new FactWrite(FactWriteOutcome.Created, reference);
    }

    /// <summary>A repeat of the order makes up for what a crash left out: the round's place in the lists, its start.</summary>
    public async Task MakeUpAsync(DurableTaskClient client, CaseRecord opened, CancellationToken cancellation)
    {
        if (!opened.Open)
            return;
        await index.ProjectAsync(opened, null, cancellation);
        await starter.StartAsync(client, opened, cancellation);
    }

    private async Task<CaseRecord> NextAsync<T>(CaseRecord record, ReviewKey review, FactToWrite<T> order, string factId, DateOnly orderedOn, CancellationToken cancellation)
        where T : IVersioned
    {
        var correction = order.Kind == FactKind.Correction;
        var unmerge = order.Kind == FactKind.Unmerge;
        // An ineligibility that was set aside, or a merge, is looked at anew; a determination gets a reviewer, for a correction the same one.
        var stage = unmerge || record.End == CaseEnd.Ineligible ? ReviewStage.EligibilityReview : correction && record.Parts.Count == 0 ? ReviewStage.ClinicalReview : ReviewStage.ReviewerAssignment;
        // A correction may be made by somebody else: who decided before it is excluded by the remand that follows it.
        IReadOnlyList<string> decided = [.. (record.Origin?.DecidedBy ?? record.Origin?.ExcludedReviewers ?? []).Concat(record.Reviewers).Distinct(StringComparer.Ordinal)];
        var excluded = correction || unmerge ? record.Origin?.ExcludedReviewers ?? [] : decided;
        var version = correction ? record.Letters[^1].Version + 1 : 1;
        var application = await step.InReviewAsync(record, cancellation);
        var next = record with
        {
            Review = review,
            Stage = stage,
            StageSeq = record.StageSeq + 1,
            UpdatedAt = step.Now,
            End = null,
            ReviewerId = correction ? record.ReviewerId : null,
            AssignedOn = correction ? record.AssignedOn : null,
            DeterminationAttempt = 1,
            Problems = [],
            Parts = [],
            PartsApproved = false,
            Deadlines = [],
            Origin = new RoundOrigin(RoundOrigin.CurrentSchemaVersion, correction ? RoundKind.Correction : unmerge ? RoundKind.Unmerge : RoundKind.Remand, factId, orderedOn, excluded, version) { DecidedBy = decided },
            StartAt = stage,
        };
        // The order is what the new determination's clock starts with: the records are here.
        return stage == ReviewStage.EligibilityReview
            ? next with { Eligibility = null }
            : next with { Deadlines = [new RunningDeadline(RunningDeadline.CurrentSchemaVersion, step.Deadlines(application).Compute(RecordsActivities.DeterminationRule(application), step.Now), null)] };
    }

    private static string MessageOf(FactKind order) => order switch
    {
        FactKind.Remand => "Remanded",
        FactKind.Unmerge => "Unmerged",
        _ => "CorrectionOrdered",
    };

    private async Task CopyRecordsAsync(ReviewKey review, CaseSnapshot closed, CancellationToken cancellation)
    {
        foreach (var some in closed.Documents.Chunk(BatchSize))
            await storage.Cases.SubmitTransactionAsync(some.Select(d => new TableTransactionAction(TableTransactionActionType.UpsertReplace, DocumentStore.ToRow(review, d))), cancellation);
    }
}
