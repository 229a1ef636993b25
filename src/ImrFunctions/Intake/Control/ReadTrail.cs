using Azure;
using Imr.Core.Cases;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Security;

namespace ImrFunctions.Intake.Control;

/// <summary>How often and when a person read a document's content.</summary>
/// <param name="By">Role and id.</param>
public sealed record DocumentRead(string By, DateTimeOffset First, DateTimeOffset Last, int Times);

/// <summary>Who read which document: one row a document and person, written before the content is given out.</summary>
public sealed class ReadTrail(CaseStorage storage, TimeProvider time)
{
    /// <param name="partition">The case number, or the tray's.</param>
    public async Task NoteAsync(TableClient table, string partition, ContentHash document, Principal caller, CancellationToken cancellation)
    {
        var key = RowKeys.RecordRead(document, caller.ToString());
        while (true)
        {
            var now = time.GetUtcNow();
            var there = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
            try
            {
                if (there is { HasValue: true, Value: { } row })
                    await table.UpdateEntityAsync(new TableEntity(partition, key) { ["Last"] = now, ["Times"] = (row.GetInt32("Times") ?? 0) + 1 }, row.ETag, TableUpdateMode.Merge, cancellation);
                else
                    await table.AddEntityAsync(new TableEntity(partition, key) { ["SchemaVersion"] = 1, ["By"] = caller.ToString(), ["First"] = now, ["Last"] = now, ["Times"] = 1 }, cancellation);
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Read twice at the same moment.
            }
        }
    }

    public Task NoteAsync(CaseNumber caseNumber, ContentHash document, Principal caller, CancellationToken cancellation)
        => NoteAsync(storage.Cases, caseNumber.Value, document, caller, cancellation);

    /// <summary>Who read it, the first reader first.</summary>
    public async Task<IReadOnlyList<DocumentRead>> ListAsync(CaseNumber caseNumber, ContentHash document, CancellationToken cancellation)
    {
        var prefix = RowKeys.RecordReadPrefix(document);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)}");
        var reads = new List<DocumentRead>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            reads.Add(new DocumentRead(row.GetString("By") ?? "", row.GetDateTimeOffset("First") ?? default, row.GetDateTimeOffset("Last") ?? default, row.GetInt32("Times") ?? 0));
        return [.. reads.OrderBy(r => r.First).ThenBy(r => r.By, StringComparer.Ordinal)];
    }
}
