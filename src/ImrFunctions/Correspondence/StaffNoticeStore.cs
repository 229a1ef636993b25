using System.Globalization;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Correspondence;

public sealed record StoredNotice(StaffNotice Notice, ETag ETag);

/// <summary>A row of somebody's list of open notices.</summary>
public sealed record ListedNotice(string Id, CaseNumber CaseNumber, int Round, StaffNoticeKind Kind, string Code, Priority Priority, DateTimeOffset CreatedAt);

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record ListedNotices(IReadOnlyList<ListedNotice> Notices, string? Continuation);

/// <summary>
/// Staff notices: rows <c>notice|r{n}|…</c> of their case's partition; in table <c>CaseIndex</c> the open ones by who was told, and by when they go further.
/// List rows are written before the notice and deleted after it, as with items.
/// </summary>
public sealed class StaffNoticeStore(CaseStorage storage)
{
    private const string Due = "notices|due";

    /// <summary>Writes a new notice with the row that says that its message was handed out: once.</summary>
    public async Task CreateAsync(Notification notification, StaffNotice notice, CancellationToken cancellation)
    {
        await ListAsync(notice, cancellation);
        try
        {
            await storage.Cases.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, CorrespondenceStore.DeliveryRow(notification, notice.CreatedAt)),
                    new(TableTransactionActionType.Add, ToRow(notice)),
                ],
                cancellation);
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
        {
            // The message came twice. What it said may be over already.
            if (await FindAsync(notice.Id, cancellation) is { Notice.ClosedBy: not null })
                await UnlistAsync(notice, cancellation);
        }
    }

    /// <returns>Null for an id that no notice has.</returns>
    public async Task<StoredNotice?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Place(id) is not var (partition, row))
            return null;
        var found = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found is { HasValue: true, Value: { } value } ? new StoredNotice(ImrJson.Read<StaffNotice>(value.GetString("Body")!), value.ETag) : null;
    }

    /// <summary>Replaces a notice that nobody changed meanwhile, and its rows in the lists.</summary>
    /// <returns>False when somebody had changed it.</returns>
    public async Task<bool> ReplaceAsync(StoredNotice from, StaffNotice to, CancellationToken cancellation)
    {
        if (to.ClosedBy is null)
            await ListAsync(to, cancellation);
        try
        {
            await storage.Cases.UpdateEntityAsync(ToRow(to), from.ETag, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }

        if (to.ClosedBy is not null)
            await UnlistAsync(to, cancellation);
        if (from.Notice.NextAt != to.NextAt)
            await DeleteAsync(Due, DueKey(from.Notice), cancellation);
        return true;
    }

    /// <summary>Takes a closed notice out of every list.</summary>
    public async Task UnlistAsync(StaffNotice notice, CancellationToken cancellation)
    {
        foreach (var to in notice.To)
            await DeleteAsync(ListOf(to), ListKey(notice), cancellation);
        await DeleteAsync(Due, DueKey(notice), cancellation);
    }

    /// <summary>Takes a notice out of one list: somebody was listed whom the notice does not name.</summary>
    public Task UnlistAsync(StaffNotice notice, string to, CancellationToken cancellation) => DeleteAsync(ListOf(to), ListKey(notice), cancellation);

    /// <summary>Ids of notices whose next sending is due, longest first.</summary>
    public async Task<IReadOnlyList<(string Id, string Key)>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        var due = new List<(string, string)>();
        var until = RowKeys.Sortable(now) + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Due} and RowKey lt {until}");
        await foreach (var row in storage.CaseIndex.QueryAsync<TableEntity>(filter, Math.Min(limit, 1000), cancellationToken: cancellation))
        {
            due.Add((row.GetString("NoticeId")!, row.RowKey));
            if (due.Count == limit)
                break;
        }

        return due;
    }

    public Task ForgetDueAsync(string key, CancellationToken cancellation) => DeleteAsync(Due, key, cancellation);

    /// <param name="to">A role, or <c>Reviewer:{id}</c>.</param>
    public async Task<ListedNotices> OfAsync(string to, int limit, string? after, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ListOf(to)} and RowKey gt {after ?? ""}");
        var (rows, continuation) = await storage.CaseIndex.PageAsync(filter, limit, cancellation);
        return new ListedNotices([.. rows.Select(Read)], continuation);
    }

    private static ListedNotice Read(TableEntity row)
        => new(
            row.GetString("NoticeId")!,
            CaseNumber.Parse(row.GetString("CaseNumber")!),
            row.GetInt32("Round") ?? 1,
            Enum.Parse<StaffNoticeKind>(row.GetString("Kind")!),
            row.GetString("Code")!,
            Enum.Parse<Priority>(row.GetString("Priority")!),
            row.GetDateTimeOffset("CreatedAt") ?? default);

    private static string ListOf(string to) => "notice|" + Uri.EscapeDataString(to);

    private static string ListKey(StaffNotice notice) => $"{RowKeys.Sortable(notice.CreatedAt)}|{notice.Id}";

    private static string DueKey(StaffNotice notice) => $"{RowKeys.Sortable(notice.NextAt)}|{notice.Id}";

    private static TableEntity ToRow(StaffNotice notice)
    {
        var (partition, row) = Place(notice.Id) ?? throw new ArgumentException("A notice's id begins with its review.", nameof(notice));
        return new TableEntity(partition, row) { ["SchemaVersion"] = StaffNotice.CurrentSchemaVersion, ["Body"] = ImrJson.Write(notice) };
    }

    /// <summary>Of the id <c>{review}.{step}.{n}</c>.</summary>
    private static (string Partition, string Row)? Place(string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && id.Length < 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && ReviewKey.TryParse(id[..dot], null, out var review)
            ? (review.CaseNumber.Value, RowKeys.Notice(review.Round, id[(dot + 1)..]))
            : null;
    }

    private async Task ListAsync(StaffNotice notice, CancellationToken cancellation)
    {
        foreach (var to in notice.To)
        {
            var row = new TableEntity(ListOf(to), ListKey(notice))
            {
                ["SchemaVersion"] = 1,
                ["NoticeId"] = notice.Id,
                ["CaseNumber"] = notice.Review.CaseNumber.Value,
                ["Round"] = notice.Review.Round,
                ["Kind"] = notice.Kind.ToString(),
                ["Code"] = notice.Code,
                ["Priority"] = notice.Priority.ToString(),
                ["CreatedAt"] = notice.CreatedAt,
            };
            await storage.CaseIndex.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        }

        await storage.CaseIndex.UpsertEntityAsync(
            new TableEntity(Due, DueKey(notice)) { ["SchemaVersion"] = 1, ["NoticeId"] = notice.Id }, TableUpdateMode.Replace, cancellation);
    }

    private async Task DeleteAsync(string partition, string row, CancellationToken cancellation)
        => await storage.CaseIndex.DeleteEntityAsync(partition, row, ETag.All, cancellation);
}
