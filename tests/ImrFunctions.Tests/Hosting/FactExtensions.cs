using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Tests.Hosting;

internal static class FactExtensions
{
    /// <summary>The facts of a kind in a round, consumed or not.</summary>
    public static async Task<IReadOnlyList<StoredFact>> FactsAsync(this TestApp app, ReviewKey review, FactKind kind)
    {
        var prefix = RowKeys.FactPrefix(review.Round) + kind + "|";
        var facts = new List<StoredFact>();
        await foreach (var row in app.Storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {review.CaseNumber.Value}")))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
                facts.Add(FactStore.FromRow(row));
        }

        return facts;
    }

    /// <summary>Waits until a fact of the kind is there, within half a minute.</summary>
    public static async Task UntilFactAsync(this TestApp app, ReviewKey review, FactKind kind)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await app.FactsAsync(review, kind)).Count == 0)
            await Task.Delay(25, limit.Token);
    }
}
