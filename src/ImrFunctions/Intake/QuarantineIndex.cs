using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>A line of the quarantine's lists.</summary>
/// <param name="Folder">The case number that the place names, or <c>_unnumbered</c>.</param>
/// <param name="Problems">How many there are; the entry has them.</param>
/// <param name="Resolved">Null while it is open.</param>
public sealed record QuarantineRow(string Folder, ContentHash Sha256, string Reason, string UploadedAs, DateTimeOffset ArrivedAt, int Problems, QuarantineAction? Resolved)
{
    public static QuarantineRow Of(string folder, QuarantineEntry entry, QuarantineResolution? resolution)
        => new(folder, entry.Sha256, entry.Reason, entry.UploadedAs, entry.ArrivedAt, entry.Problems.Count, resolution?.Action);
}

/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantineRow> Entries, string? Continuation);

/// <summary>
/// The quarantine's entries by age (table <c>CaseIndex</c>, partitions <c>quarantine</c> for open and <c>quarantine-resolved</c>), the oldest first. A projection
/// of the container, written by whoever writes there; what an earlier program kept is listed when the lists are first asked for.
/// </summary>
public sealed class QuarantineIndex(CaseStorage storage)
{
    /// <summary>The blob of an entry, in its folder.</summary>
    internal const string EntryName = "reason.json";

    private const string Open = "quarantine";
    private const string Resolved = "quarantine-resolved";
    private const string Marks = "quarantine-marks";
    private const string Swept = "swept";

    private volatile bool _swept;

    /// <summary>One page, the oldest first.</summary>
    public async Task<QuarantinePage> ListAsync(bool resolved, int limit, string? continuation, CancellationToken cancellation)
    {
        await SweepOnceAsync(cancellation);
        var partition = resolved ? Resolved : Open;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {continuation ?? ""}");
        var (rows, next) = await storage.CaseIndex.PageAsync(filter, limit, cancellation);
        return new QuarantinePage([.. rows.Select(Read)], next);
    }

    /// <summary>Open entries in a case's folder.</summary>
    public async Task<IReadOnlyList<QuarantineRow>> OpenOfAsync(CaseNumber number, CancellationToken cancellation)
    {
        var rows = new List<QuarantineRow>();
        await foreach (var row in storage.CaseIndex.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Open} and Folder eq {number.Value}"), cancellationToken: cancellation))
            rows.Add(Read(row));
        return rows;
    }

    /// <summary>The new place first: an entry never stands in no list.</summary>
    public async Task ProjectAsync(QuarantineRow entry, CancellationToken cancellation)
    {
        await storage.CaseIndex.UpsertEntityAsync(ToRow(entry), TableUpdateMode.Replace, cancellation);
        if (entry.Resolved is not null)
            await storage.CaseIndex.DeleteEntityAsync(Open, KeyOf(entry), ETag.All, cancellation);
    }

    /// <summary>Whether a text can be a continuation of these lists.</summary>
    public static bool IsContinuation(string text) => text.Length <= 200 && text.Split('|') is { Length: 3 } parts && parts[0].All(char.IsAsciiDigit) && ContentHash.TryParse(parts[2], null, out _);

    private async Task SweepOnceAsync(CancellationToken cancellation)
    {
        if (_swept)
            return;
        if (await storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(Marks, Swept, cancellationToken: cancellation) is not { HasValue: true })
        {
            await foreach (var blob in storage.Quarantine.GetBlobsAsync(cancellationToken: cancellation))
            {
                var parts = blob.Name.Split('/');
                if (parts is not [var folder, _, EntryName] || await storage.Quarantine.TryReadJsonAsync<QuarantineEntry>(blob.Name, cancellation) is not { } entry)
                    continue;
                var resolution = await storage.Quarantine.TryReadJsonAsync<QuarantineResolution>($"{folder}/{entry.Sha256}/resolution.json", cancellation);
                await ProjectAsync(QuarantineRow.Of(folder, entry, resolution), cancellation);
            }

            await storage.CaseIndex.UpsertEntityAsync(new TableEntity(Marks, Swept) { ["SchemaVersion"] = 1 }, TableUpdateMode.Replace, cancellation);
        }

        _swept = true;
    }

    private static string KeyOf(QuarantineRow entry) => $"{RowKeys.Sortable(entry.ArrivedAt)}|{entry.Folder}|{entry.Sha256}";

    private static TableEntity ToRow(QuarantineRow entry) => new(entry.Resolved is null ? Open : Resolved, KeyOf(entry))
    {
        ["SchemaVersion"] = 1,
        ["Folder"] = entry.Folder,
        ["Entry"] = ImrJson.Write(entry),
    };

    private static QuarantineRow Read(TableEntity row) => System.Text.Json.JsonSerializer.Deserialize<QuarantineRow>(row.GetString("Entry")!, ImrJson.Options)!;
}
