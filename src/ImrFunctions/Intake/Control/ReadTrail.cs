using Azure;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Tray;
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

    /// <summary>Who read it, the first reader first: in the case, as part of the document that it is pages of, and in the tray before it was filed.</summary>
    public async Task<IReadOnlyList<DocumentRead>> ListAsync(CaseNumber caseNumber, CaseDocument document, CancellationToken cancellation)
    {
        var reads = await OfAsync(storage.Cases, caseNumber.Value, document.Sha256, cancellation);
        if (document.Origin is { } origin)
        {
            if (origin.Parent is { } parent)
                reads.AddRange(await OfAsync(storage.Cases, caseNumber.Value, parent, cancellation));
            reads.AddRange(await OfAsync(storage.Tray, TrayStore.Partition, origin.Parent ?? document.Sha256, cancellation));
        }

        return [.. reads.GroupBy(r => r.By, StringComparer.Ordinal)
            .Select(of => new DocumentRead(of.Key, of.Min(r => r.First), of.Max(r => r.Last), of.Sum(r => r.Times)))
            .OrderBy(r => r.First).ThenBy(r => r.By, StringComparer.Ordinal)];
    }

    private static async Task<List<DocumentRead>> OfAsync(TableClient table, string partition, ContentHash document, CancellationToken cancellation)
    {
        var prefix = RowKeys.RecordReadPrefix(document);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)}");
        var reads = new List<DocumentRead>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            reads.Add(new DocumentRead(row.GetString("By") ?? "", row.GetDateTimeOffset("First") ?? default, row.GetDateTimeOffset("Last") ?? default, row.GetInt32("Times") ?? 0));
        return reads;
    }
}
