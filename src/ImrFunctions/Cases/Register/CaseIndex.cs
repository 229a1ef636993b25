using System.Globalization;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Register;

/// <summary>What of a case never changes and is needed to find its rows in the index.</summary>
public sealed record IndexEntry(ReviewKey Review, string OrganizationId, Priority Priority, DateTimeOffset FirstArrival, DateOnly ReceivedOn)
{
    public static IndexEntry Of(CaseRecord record) => new(record.Review, record.OrganizationId, record.Priority, record.FirstArrival, record.ReceivedOn);
}

/// <summary>A row of a list of cases.</summary>
public sealed record IndexedCase(CaseNumber CaseNumber, int Round, ReviewStage Stage, int StageSeq, string OrganizationId, DateOnly ReceivedOn, Priority Priority, DateTimeOffset UpdatedAt)
{
    /// <summary>Of the row as it was listed.</summary>
    public ETag ETag { get; init; } = ETag.All;
}

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record IndexPage(IReadOnlyList<IndexedCase> Cases, string? Continuation);

/// <summary>
/// Lists of cases (table <c>CaseIndex</c>): partition by organization and by stage, newest arrival first. A projection: the register is right, and
/// reconcile repairs this. A closed case stays in its organization's list and leaves the stages' (it stands in <c>stage|Closed</c>, which nobody can ask for, until
/// reconcile has seen that its last messages are out).
/// </summary>
public sealed class CaseIndex(CaseStorage storage)
{
    public static string OrganizationPartition(string organizationId) => "org|" + Uri.EscapeDataString(organizationId);

    public static string StagePartition(ReviewStage stage) => "stage|" + stage;

    /// <summary>Projects a whole record: registration and repair.</summary>
    public async Task ProjectAsync(CaseRecord record, CaseRecord? previous, CancellationToken cancellation)
    {
        var entry = IndexEntry.Of(record);
        // The new rows first: a case that stands in no list is one that reconcile never finds.
        await UpsertAsync(entry, record.Stage, record.StageSeq, record.UpdatedAt, cancellation);
        if (previous is not null && previous.OrganizationId != record.OrganizationId)
            await DeleteAsync(OrganizationPartition(previous.OrganizationId), IndexEntry.Of(previous), cancellation);
        if (previous is not null && previous.Stage != record.Stage)
            await DeleteAsync(StagePartition(previous.Stage), IndexEntry.Of(previous), cancellation);
    }

    /// <summary>A closed case writes a message once more: reconcile looks at it again until that is out. To be called before the message is written.</summary>
    public async Task WatchClosedAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (!record.Open)
            await ProjectAsync(record, null, cancellation);
    }

    /// <summary>Moves the case to the stage of a change.</summary>
    public async Task MoveAsync(IndexEntry entry, CaseChange change, CancellationToken cancellation)
    {
        await UpsertAsync(entry, change.Stage, change.Seq, change.At, cancellation);
        if (change.LeavesStage is { } left && left != change.Stage)
            await DeleteAsync(StagePartition(left), entry, cancellation);
    }

    /// <summary>One page of a partition.</summary>
    /// <exception cref="FormatException">The continuation is not one of ours.</exception>
    public async Task<IndexPage> ListAsync(string partition, int limit, string? continuation, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {continuation ?? ""}");
        await foreach (var page in storage.CaseIndex.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellation).AsPages(pageSizeHint: limit))
        {
            if (page.Values.Count == 0 && page.ContinuationToken is not null)
                continue;
            var more = page.ContinuationToken is not null && page.Values.Count > 0;
            return new IndexPage([.. page.Values.Select(Read)], more ? page.Values[^1].RowKey : null);
        }

        return new IndexPage([], null);
    }

    internal async Task DeleteAsync(string partition, IndexEntry entry, CancellationToken cancellation, ETag? asListed = null)
    {
        try
        {
            await storage.CaseIndex.DeleteEntityAsync(partition, SortKey(entry), asListed ?? ETag.All, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Written anew since it was listed: somebody needs it. A row that is gone already is no error of the table's.
        }
    }

    internal static string SortKey(IndexEntry entry)
        => (DateTimeOffset.MaxValue.UtcTicks - entry.FirstArrival.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "|" + entry.Review.CaseNumber.Value;

    internal static TableEntity ToRow(string partition, IndexEntry entry, ReviewStage stage, int seq, DateTimeOffset updatedAt)
        => new(partition, SortKey(entry))
        {
            ["SchemaVersion"] = 1,
            ["CaseNumber"] = entry.Review.CaseNumber.Value,
            ["Round"] = entry.Review.Round,
            ["Stage"] = stage.ToString(),
            ["StageSeq"] = seq,
            ["OrganizationId"] = entry.OrganizationId,
            ["ReceivedOn"] = entry.ReceivedOn.ToString("O"),
            ["Priority"] = entry.Priority.ToString(),
            ["UpdatedAt"] = updatedAt,
        };

    private static IndexedCase Read(TableEntity row)
        => new(
            CaseNumber.Parse(row.GetString("CaseNumber")!),
            row.GetInt32("Round") ?? 1,
            Enum.Parse<ReviewStage>(row.GetString("Stage")!),
            row.GetInt32("StageSeq") ?? 0,
            row.GetString("OrganizationId") ?? "",
            DateOnly.ParseExact(row.GetString("ReceivedOn")!, "O"),
            Enum.Parse<Priority>(row.GetString("Priority")!),
            row.GetDateTimeOffset("UpdatedAt") ?? default)
        {
            ETag = row.ETag,
        };

    private async Task UpsertAsync(IndexEntry entry, ReviewStage stage, int seq, DateTimeOffset updatedAt, CancellationToken cancellation)
    {
        await storage.CaseIndex.UpsertEntityAsync(ToRow(OrganizationPartition(entry.OrganizationId), entry, stage, seq, updatedAt), TableUpdateMode.Replace, cancellation);
        await storage.CaseIndex.UpsertEntityAsync(ToRow(StagePartition(stage), entry, stage, seq, updatedAt), TableUpdateMode.Replace, cancellation);
    }
}
