using System.Globalization;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Correspondence;

/// <summary>A row of a list of items.</summary>
public sealed record ListedItem(
    CaseNumber CaseNumber, int Round, string ItemId, string Kind, string Recipient, DeliveryChannel Channel, OutgoingState State, DateTimeOffset CreatedAt);

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record ListedItems(IReadOnlyList<ListedItem> Items, string? Continuation);

/// <summary>
/// Lists of items over all cases (table <c>CaseIndex</c>), oldest first: to be sent, handed off and not yet served, returned. What is served leaves the lists.
/// A row is written before the item changes and the old one deleted after, so that a crash leaves one too many and never one too few; whoever meets such a row
/// projects the item anew.
/// </summary>
public sealed class CorrespondenceIndex(CaseStorage storage)
{
    /// <summary>Waiting and Reserved.</summary>
    public const string ToSend = "post|ToSend";
    public const string HandedOff = "post|HandedOff";
    public const string Returned = "post|Returned";

    private static readonly string[] All = [ToSend, HandedOff, Returned];

    public static string? PartitionOf(OutgoingState state)
        => state switch
        {
            OutgoingState.Waiting or OutgoingState.Reserved => ToSend,
            OutgoingState.HandedOff => HandedOff,
            OutgoingState.Returned => Returned,
            _ => null,
        };

    /// <summary>Writes the rows of new or changed items into the lists of their states.</summary>
    public async Task WriteAsync(IEnumerable<OutgoingItem> items, CancellationToken cancellation)
    {
        foreach (var list in items.GroupBy(i => PartitionOf(i.State), StringComparer.Ordinal).Where(g => g.Key is not null))
        {
            foreach (var chunk in list.Chunk(100))
                await storage.CaseIndex.SubmitTransactionAsync(chunk.Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToRow(list.Key!, i))), cancellation);
        }
    }

    /// <summary>Deletes the rows of items that have left a list.</summary>
    public async Task RemoveAsync(string partition, IReadOnlyList<OutgoingItem> items, CancellationToken cancellation)
    {
        if (items.Count is > 1 and <= 100)
        {
            try
            {
                await storage.CaseIndex.SubmitTransactionAsync(
                    items.Select(i => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, SortKey(i)), ETag.All)), cancellation);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status == 404)
            {
                // Some are gone already: one by one.
            }
        }

        foreach (var item in items)
            await RemoveAsync(partition, item, cancellation);
    }

    /// <summary>Makes the lists agree with the item: after a crash.</summary>
    public async Task RepairAsync(OutgoingItem item, CancellationToken cancellation)
    {
        await WriteAsync([item], cancellation);
        foreach (var other in All.Where(p => p != PartitionOf(item.State)))
            await RemoveAsync(other, item, cancellation);
    }

    /// <param name="filter">A further condition, such as <c>State eq 'Reserved'</c>; null for none.</param>
    public async Task<ListedItems> ListAsync(string partition, string? filter, int limit, string? after, CancellationToken cancellation)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        var (rows, continuation) = await storage.CaseIndex.PageAsync(filter is null ? range : $"{range} and {filter}", limit, cancellation);
        return new ListedItems([.. rows.Select(Read)], continuation);
    }

    private static TableEntity ToRow(string partition, OutgoingItem item)
        => new(partition, SortKey(item))
        {
            ["SchemaVersion"] = 1,
            ["CaseNumber"] = item.Review.CaseNumber.Value,
            ["Round"] = item.Review.Round,
            ["ItemId"] = item.ItemId,
            ["Kind"] = item.Kind,
            ["Recipient"] = item.Recipient,
            ["Channel"] = item.Service.Channel.ToString(),
            ["State"] = item.State.ToString(),
            ["CreatedAt"] = item.CreatedAt,
        };

    private static ListedItem Read(TableEntity row)
        => new(
            CaseNumber.Parse(row.GetString("CaseNumber")!),
            row.GetInt32("Round") ?? 1,
            row.GetString("ItemId")!,
            row.GetString("Kind")!,
            row.GetString("Recipient")!,
            Enum.Parse<DeliveryChannel>(row.GetString("Channel")!),
            Enum.Parse<OutgoingState>(row.GetString("State")!),
            row.GetDateTimeOffset("CreatedAt") ?? default);

    private static string SortKey(OutgoingItem item)
        => RowKeys.Sortable(item.CreatedAt) + $"|{item.Review.CaseNumber}|{item.ItemId}";

    private async Task RemoveAsync(string partition, OutgoingItem item, CancellationToken cancellation)
        => await storage.CaseIndex.DeleteEntityAsync(partition, SortKey(item), ETag.All, cancellation);
}
