using System.Text.RegularExpressions;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Correspondence;

/// <summary>An item with the tag of its row.</summary>
public sealed record StoredItem(OutgoingItem Item, ETag ETag);

/// <summary>Outgoing items: rows <c>outgoing|r{n}|{itemId}</c> of their case's partition.</summary>
public sealed partial class CorrespondenceStore(CaseStorage storage, CorrespondenceIndex index)
{
    /// <summary>The same message and recipient give the same id.</summary>
    public static string ItemId(Notification notification, string recipient)
    {
        var id = notification.MessageId;
        var own = id.StartsWith(notification.Review + ".", StringComparison.Ordinal) ? id[(notification.Review.ToString().Length + 1)..] : id;
        return $"r{notification.Review.Round}-{own.Replace('.', '-')}-{recipient}";
    }

    /// <summary>Writes a message's items with the row that says that it was handed out: once.</summary>
    /// <param name="rows">Further rows of the same transaction.</param>
    /// <returns>False: it was handed out before, and the items stand as they have become since.</returns>
    public async Task<bool> CreateAsync(Notification notification, DateTimeOffset at, IReadOnlyList<OutgoingItem> items, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        await index.WriteAsync(items, cancellation);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, DeliveryRow(notification, at)),
            .. items.Select(i => new TableTransactionAction(TableTransactionActionType.Add, ToRow(i))),
            .. rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)),
        ];
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
        {
            foreach (var item in items)
            {
                if (await FindAsync(item.Review.CaseNumber, item.ItemId, cancellation) is { } there)
                    await index.RepairAsync(there.Item, cancellation);
            }

            return false;
        }
    }

    /// <returns>Null when the case has no such item.</returns>
    public async Task<StoredItem?> FindAsync(CaseNumber caseNumber, string itemId, CancellationToken cancellation)
    {
        if (Id().Match(itemId) is not { Success: true } match)
            return null;
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, $"{RowKeys.Outgoing}r{match.Groups["round"].Value}|{itemId}", cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? Read(value) : null;
    }

    /// <summary>All of a case, oldest first.</summary>
    public async Task<IReadOnlyList<StoredItem>> OfCaseAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var items = new List<StoredItem>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {RowKeys.Outgoing} and RowKey lt {RowKeys.After(RowKeys.Outgoing)}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            items.Add(Read(row));
        return [.. items.OrderBy(i => i.Item.CreatedAt).ThenBy(i => i.Item.ItemId, StringComparer.Ordinal)];
    }

    /// <summary>Replaces items of one case that moved on, if none changed meanwhile.</summary>
    /// <param name="rows">Further rows of the same transaction.</param>
    /// <returns>False when one had changed: nothing was written.</returns>
    public async Task<bool> MoveAsync(IReadOnlyList<(StoredItem From, OutgoingItem To)> moves, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        await index.WriteAsync(moves.Select(m => m.To), cancellation);
        try
        {
            await storage.Cases.SubmitTransactionAsync(
                [
                    .. moves.Select(m => new TableTransactionAction(TableTransactionActionType.UpdateReplace, ToRow(m.To), m.From.ETag)),
                    .. rows.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)),
                ],
                cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status == 412)
        {
            return false;
        }

        foreach (var left in moves.GroupBy(m => CorrespondenceIndex.PartitionOf(m.From.Item.State), StringComparer.Ordinal).Where(g => g.Key is not null))
            await index.RemoveAsync(left.Key!, [.. left.Select(m => m.From.Item)], cancellation);
        return true;
    }

    /// <summary>Makes the lists agree with the item: after a crash.</summary>
    public Task RepairAsync(OutgoingItem item, CancellationToken cancellation) => index.RepairAsync(item, cancellation);

    internal static TableEntity DeliveryRow(Notification notification, DateTimeOffset at)
        => new(notification.Review.CaseNumber.Value, RowKeys.Delivery(notification.MessageId))
        {
            ["SchemaVersion"] = 1,
            ["Kind"] = notification.Kind,
            ["HandedOffAt"] = at,
        };

    private static TableEntity ToRow(OutgoingItem item)
    {
        var row = new TableEntity(item.Review.CaseNumber.Value, $"{RowKeys.Outgoing}r{item.Review.Round}|{item.ItemId}")
        {
            ["SchemaVersion"] = OutgoingItem.CurrentSchemaVersion,
            ["State"] = item.State.ToString(),
        };
        ChunkedText.Write(row, ImrJson.Write(item));
        return row;
    }

    private static StoredItem Read(TableEntity row) => new(ImrJson.Read<OutgoingItem>(ChunkedText.Read(row)), row.ETag);

    [GeneratedRegex(@"\Ar(?<round>[0-9]{1,4})-[A-Za-z0-9-]{1,120}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
