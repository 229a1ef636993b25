using System.Globalization;
using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Register;

/// <param name="Key">Of its row.</param>
public sealed record ClosedReview(string Key, ReviewKey Review, DateTimeOffset ClosedAt);

/// <summary>Reviews that ended and are not archived yet (table <c>CaseIndex</c>, partition <c>closed</c>), the oldest first.</summary>
public sealed class ClosedIndex(CaseStorage storage)
{
    private const string Partition = "closed";

    public Task AddAsync(CaseRecord record, CancellationToken cancellation)
        => storage.CaseIndex.UpsertEntityAsync(
            new TableEntity(Partition, Place(record.UpdatedAt) + "|" + record.Review) { ["SchemaVersion"] = 1, ["Review"] = record.Review.ToString(), ["ClosedAt"] = record.UpdatedAt },
            TableUpdateMode.Replace, cancellation);

    /// <summary>Those that closed before; at most <paramref name="limit"/>, after a key.</summary>
    public async Task<IReadOnlyList<ClosedReview>> BeforeAsync(DateTimeOffset before, int limit, string? after, CancellationToken cancellation)
    {
        var found = new List<ClosedReview>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after ?? ""} and RowKey lt {Place(before)}");
        await foreach (var row in storage.CaseIndex.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellation))
        {
            found.Add(new ClosedReview(row.RowKey, ReviewKey.Parse(row.GetString("Review")!), row.GetDateTimeOffset("ClosedAt") ?? default));
            if (found.Count == limit)
                break;
        }

        return found;
    }

    /// <summary>Safe to repeat: a row that is gone is no error of the table's.</summary>
    public Task RemoveAsync(ClosedReview closed, CancellationToken cancellation)
        => storage.CaseIndex.DeleteEntityAsync(Partition, closed.Key, ETag.All, cancellation);

    private static string Place(DateTimeOffset at) => RowKeys.Sortable(at);
}
