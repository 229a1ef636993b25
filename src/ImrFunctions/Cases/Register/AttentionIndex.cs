using System.Globalization;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Register;

internal enum HandOverOutcome { Done, Repeated, Changed }

/// <summary>What of a case its row in the queue needs.</summary>
/// <param name="Attention">Null: the case leaves the queue.</param>
public sealed record AttentionEntry(IndexEntry Case, ReviewStage Stage, AttentionState? Attention)
{
    public static AttentionEntry Of(CaseRecord record) => new(IndexEntry.Of(record), record.Stage, record.Open ? record.Attention : null);
}

/// <summary>A case in the queue. Codes and ids only.</summary>
/// <param name="Attempt">Which trouble of the case this is; a decision answers one.</param>
public sealed record AttentionRow(
    CaseNumber CaseNumber, int Round, ReviewStage Stage, string OrganizationId, Priority Priority, int Attempt, string Step, string Code, string RefId, bool CanSkip, DateTimeOffset Since, string? Owner);

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record AttentionPage(IReadOnlyList<AttentionRow> Cases, string? Continuation);

/// <param name="Unowned">Only what nobody looks after.</param>
public sealed record AttentionFilter(string? Code, string? Owner, bool Unowned = false, ReviewStage? Stage = null, string? OrganizationId = null);

/// <summary>
/// Cases that wait for an operator's decision (table <c>CaseIndex</c>, partition <c>attention</c>), the longest waiting first. Beside the queue's row stands one
/// by case number that says where it is, so that it is found again and a repeat mends what a crash left. A projection: the register is right, reconcile repairs this.
/// </summary>
public sealed class AttentionIndex(CaseStorage storage)
{
    private const string Partition = "attention";
    private const string Queue = "q|";
    private const string AfterQueue = "q}";

    public Task ProjectAsync(CaseRecord record, CancellationToken cancellation) => ProjectAsync(AttentionEntry.Of(record), cancellation);

    /// <summary>Makes the queue say what the entry says.</summary>
    public async Task ProjectAsync(AttentionEntry entry, CancellationToken cancellation)
    {
        var place = new TableEntity(Partition, "c|" + entry.Case.Review.CaseNumber.Value);
        var stands = await storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(Partition, place.RowKey, cancellationToken: cancellation);
        var old = stands is { HasValue: true, Value: { } found } ? found.GetString("Row") : null;
        var row = entry.Attention is { } attention ? ToRow(entry, attention) : null;
        var actions = new List<TableTransactionAction>();
        if (row is not null)
        {
            place["SchemaVersion"] = 1;
            place["Row"] = row.RowKey;
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, place));
        }
        else if (old is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, place, ETag.All));
        }

        if (old is not null && old != row?.RowKey)
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Partition, old), ETag.All));
        if (actions.Count == 0)
            return;
        try
        {
            await storage.CaseIndex.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status == 404)
        {
            // Another worker moved it at the same time; reconcile has the last word.
        }
    }

    /// <summary>One page, the longest waiting first.</summary>
    public async Task<AttentionPage> ListAsync(AttentionFilter filter, int limit, string? continuation, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {continuation ?? Queue} and RowKey lt {AfterQueue}");
        if (filter.Code is { } code)
            query += " and " + TableClient.CreateQueryFilter($"Code eq {code}");
        if (filter.Owner is { } owner)
            query += " and " + TableClient.CreateQueryFilter($"Owner eq {owner}");
        if (filter.Unowned)
            query += " and " + TableClient.CreateQueryFilter($"Owner eq {""}");
        if (filter.Stage is { } stage)
            query += " and " + TableClient.CreateQueryFilter($"Stage eq {stage.ToString()}");
        if (filter.OrganizationId is { } organization)
            query += " and " + TableClient.CreateQueryFilter($"OrganizationId eq {organization}");
        await foreach (var page in storage.CaseIndex.QueryAsync<TableEntity>(query, limit, cancellationToken: cancellation).AsPages(pageSizeHint: limit))
        {
            if (page.Values.Count > 0)
                return new AttentionPage([.. page.Values.Select(Read)], page.ContinuationToken is null ? null : page.Values[^1].RowKey);
        }

        return new AttentionPage([], null);
    }

    /// <summary>Whether this can be a continuation of ours.</summary>
    public static bool IsContinuation(string text) => text.StartsWith(Queue, StringComparison.Ordinal) && text.Length < 100;

    internal static TableEntity ToRow(AttentionEntry entry, AttentionState attention)
        => new(Partition, Queue + RowKeys.Sortable(attention.Since) + "|" + entry.Case.Review.CaseNumber.Value)
        {
            ["SchemaVersion"] = 1,
            ["CaseNumber"] = entry.Case.Review.CaseNumber.Value,
            ["Round"] = entry.Case.Review.Round,
            ["Stage"] = entry.Stage.ToString(),
            ["OrganizationId"] = entry.Case.OrganizationId,
            ["Priority"] = entry.Case.Priority.ToString(),
            ["Attempt"] = attention.Attempt,
            ["Step"] = attention.Step,
            ["Code"] = attention.Code,
            ["RefId"] = attention.RefId,
            ["CanSkip"] = attention.CanSkip,
            ["Since"] = attention.Since,
            ["Owner"] = attention.Owner ?? "",
        };

    private static AttentionRow Read(TableEntity row)
        => new(
            CaseNumber.Parse(row.GetString("CaseNumber")!),
            row.GetInt32("Round") ?? 1,
            Enum.Parse<ReviewStage>(row.GetString("Stage")!),
            row.GetString("OrganizationId") ?? "",
            Enum.Parse<Priority>(row.GetString("Priority")!),
            row.GetInt32("Attempt") ?? 1,
            row.GetString("Step") ?? "",
            row.GetString("Code") ?? "",
            row.GetString("RefId") ?? "",
            row.GetBoolean("CanSkip") ?? false,
            row.GetDateTimeOffset("Since") ?? default,
            row.GetString("Owner") is { Length: > 0 } owner ? owner : null);
}
