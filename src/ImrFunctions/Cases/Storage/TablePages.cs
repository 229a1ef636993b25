namespace ImrFunctions.Cases.Storage;

/// <summary>Lists over a partition's keys, page by page.</summary>
internal static class TablePages
{
    /// <summary>The service's limit of rows in one answer.</summary>
    private const int MaxRows = 1000;

    /// <param name="limit">Rows of a page, whatever the service's own pages hold.</param>
    /// <returns>The rows, and the last one's key when more follow it.</returns>
    public static async Task<(IReadOnlyList<TableEntity> Rows, string? Continuation)> PageAsync(this TableClient table, string filter, int limit, CancellationToken cancellation)
    {
        var found = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Math.Min(limit + 1, MaxRows), cancellationToken: cancellation))
        {
            found.Add(row);
            if (found.Count > limit)
                break;
        }

        return ([.. found.Take(limit)], found.Count > limit ? found[limit - 1].RowKey : null);
    }
}
