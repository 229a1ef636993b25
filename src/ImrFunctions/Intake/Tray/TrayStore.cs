using Azure;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake.Tray;

public sealed record StoredTrayItem(TrayItem Item, ETag ETag);

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record TrayPage(IReadOnlyList<TrayItem> Items, string? Continuation);

/// <summary>The tray (table <c>Tray</c>): each item in a row of its own and, while it is open, in the list, oldest first. One partition, so that both change together.</summary>
public sealed class TrayStore(CaseStorage storage)
{
    public const string Partition = "tray";
    private const string OpenPrefix = "open|";

    /// <summary>Puts an item in, once: what stands there already stays as it is, open or ended.</summary>
    public async Task AddAsync(IReadOnlyList<TrayItem> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            try
            {
                await storage.Tray.SubmitTransactionAsync(
                    [new(TableTransactionActionType.Add, ToRow(ItemKey(item.Id), item)), new(TableTransactionActionType.UpsertReplace, ToRow(OpenKey(item), item))], cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status == 409)
            {
                // It is known.
            }
        }
    }

    /// <summary>Whether this version of an upload was looked at before.</summary>
    public async Task<bool> IsSeenAsync(string path, DateTimeOffset at, CancellationToken cancellation)
        => (await storage.Tray.GetEntityIfExistsAsync<TableEntity>(Partition, SeenKey(path, at), cancellationToken: cancellation)).HasValue;

    /// <summary>It is in the tray: the next pass need not read it again.</summary>
    public Task SeenAsync(string path, DateTimeOffset at, CancellationToken cancellation)
        => storage.Tray.UpsertEntityAsync(new TableEntity(Partition, SeenKey(path, at)) { ["SchemaVersion"] = 1 }, TableUpdateMode.Replace, cancellation);

    private static string SeenKey(string path, DateTimeOffset at) => "seen|" + TrayItem.IdOf(path, RowKeys.Sortable(at));

    /// <returns>Null for an id that no item has.</returns>
    public async Task<StoredTrayItem?> FindAsync(string id, CancellationToken cancellation)
    {
        var row = await storage.Tray.GetEntityIfExistsAsync<TableEntity>(Partition, ItemKey(id), cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? new StoredTrayItem(Read(value), value.ETag) : null;
    }

    /// <summary>Replaces an item that nobody changed meanwhile; what comes of it is put in with it.</summary>
    /// <returns>False when somebody had changed it.</returns>
    public async Task<bool> ReplaceAsync(StoredTrayItem from, TrayItem to, IReadOnlyList<TrayItem> parts, CancellationToken cancellation)
    {
        var open = ToRow(OpenKey(to), to);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateReplace, ToRow(ItemKey(to.Id), to), from.ETag),
            to.Open ? new(TableTransactionActionType.UpsertReplace, open) : new(TableTransactionActionType.Delete, open, ETag.All),
            .. parts.SelectMany(p => new TableTransactionAction[] { new(TableTransactionActionType.Add, ToRow(ItemKey(p.Id), p)), new(TableTransactionActionType.Add, ToRow(OpenKey(p), p)) }),
        ];
        try
        {
            await storage.Tray.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>One page of open items, the longest waiting first.</summary>
    public async Task<TrayPage> ListAsync(TrayReason? reason, int limit, string? after, CancellationToken cancellation)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after ?? OpenPrefix} and RowKey lt {RowKeys.After(OpenPrefix)}");
        var filter = reason is { } only ? $"{range} and {TableClient.CreateQueryFilter($"Reason eq {only.ToString()}")}" : range;
        var (rows, continuation) = await storage.Tray.PageAsync(filter, limit, cancellation);
        return new TrayPage([.. rows.Select(Read)], continuation);
    }

    public static bool IsContinuation(string text) => text.StartsWith(OpenPrefix, StringComparison.Ordinal);

    private static string ItemKey(string id) => "item|" + id;

    private static string OpenKey(TrayItem item) => $"{OpenPrefix}{RowKeys.Sortable(item.ListedAt)}|{item.Id}";

    private static TrayItem Read(TableEntity row) => ImrJson.Read<TrayItem>(ChunkedText.Read(row));

    private static TableEntity ToRow(string key, TrayItem item)
    {
        var row = new TableEntity(Partition, key) { ["SchemaVersion"] = TrayItem.CurrentSchemaVersion, ["Reason"] = item.Reason.ToString() };
        ChunkedText.Write(row, ImrJson.Write(item));
        return row;
    }
}
