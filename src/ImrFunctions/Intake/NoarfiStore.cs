using System.Globalization;
using System.Text;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Records.Noarfi;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>A manifest as it was handed out: which rows, exactly.</summary>
/// <param name="DeliveryId">The same rows give the same id; null when there was nothing.</param>
public sealed record NoarfiDelivery(string? DeliveryId, DateOnly Date, IReadOnlyList<NoarfiRow> Rows);

/// <summary>A notice of a case as staff sees it.</summary>
/// <param name="DeliveredAt">When a manifest with it was first fetched.</param>
public sealed record NoarfiEvent(NoarfiRow Row, DateTimeOffset? DeliveredAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy);

/// <summary>
/// Notices of Assignment and Request for Information: one record a participant and case (8 CCR 9792.10.4(b)), in a partition for each claims administrator's
/// organization: the rows <c>row|{day}|…</c>, the days that have unacknowledged ones <c>day|{day}</c>, what each manifest held <c>delivery|{day}|{id}</c>, and by
/// case <c>of|…</c>. An acknowledgement covers what was delivered, and nothing that was added after.
/// </summary>
public sealed class NoarfiStore(CaseStorage storage, TimeProvider time)
{
    /// <summary>Rows of one manifest; more than an organization has in a day. What is beyond follows once these are acknowledged.</summary>
    public const int MaxRows = 2000;

    private const int BatchSize = 90;

    /// <summary>Records the notices of a step, once: a repeat changes nothing, on whatever day it comes.</summary>
    /// <param name="seq">The number of the step that sends them: a case that is asked again has notices again.</param>
    public async Task RecordAsync(ReviewKey review, int seq, IndexEntry entry, ImrApplication application, DateOnly generatedOn, DateOnly receivedOn, CancellationToken cancellation)
    {
        var partition = Partition(entry.OrganizationId);
        var rows = NoarfiRow.Of(review, application, EligibilityActivities.Parties(application), generatedOn, receivedOn);
        var keys = rows.Select(row => RowKey(generatedOn, review, seq, row.Participant)).ToList();
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, Of(partition, review, seq, keys)),
            new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, DayKey(generatedOn)) { ["SchemaVersion"] = 1 }),
            .. rows.Zip(keys).Select(pair => new TableTransactionAction(TableTransactionActionType.Add, ToRow(partition, pair.Second, pair.First))),
        ];
        try
        {
            await storage.NoarfiEvents.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
        {
            // This step recorded them before.
        }
    }

    /// <summary>Days with notices that are not acknowledged, the earliest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> DaysAsync(string organizationId, CancellationToken cancellation)
    {
        var days = new List<DateOnly>();
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(Partition(organizationId), "day|"), cancellationToken: cancellation))
            days.Add(DateOnly.ParseExact(row.RowKey["day|".Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return days;
    }

    /// <summary>The unacknowledged notices of a day. What is handed out is written down first.</summary>
    public async Task<NoarfiDelivery> FetchAsync(string organizationId, DateOnly date, CancellationToken cancellation)
    {
        var partition = Partition(organizationId);
        var found = new List<TableEntity>();
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(partition, $"row|{Text(date)}|") + " and Acknowledged eq false", cancellationToken: cancellation))
        {
            found.Add(row);
            if (found.Count == MaxRows)
                break;
        }

        if (found.Count == 0)
            return new NoarfiDelivery(null, date, []);
        var keys = found.ConvertAll(r => r.RowKey);
        var id = ContentHash.Of(Encoding.UTF8.GetBytes(string.Join('\n', keys))).Value[..16];
        try
        {
            await storage.NoarfiEvents.AddEntityAsync(Delivery(partition, date, id, keys), cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // The same rows were handed out before.
        }

        return new NoarfiDelivery(id, date, found.ConvertAll(Read));
    }

    /// <summary>
    /// Acknowledges what was delivered of a day: by one manifest, or by all that were fetched. What nobody has fetched stays. Twice is no error.
    /// </summary>
    /// <param name="deliveryId">Null: all deliveries of the day.</param>
    /// <returns>How many notices are acknowledged by it now.</returns>
    public async Task<int> AcknowledgeAsync(string organizationId, DateOnly date, string? deliveryId, string by, CancellationToken cancellation)
    {
        var partition = Partition(organizationId);
        var delivered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(partition, $"delivery|{Text(date)}|"), cancellationToken: cancellation))
        {
            if (deliveryId is null || row.RowKey == DeliveryKey(date, deliveryId))
                delivered.UnionWith(ChunkedText.Read(row).Split('\n'));
        }

        var now = time.GetUtcNow();
        var open = await UnacknowledgedAsync(partition, date, cancellation);
        var marks = open.Where(delivered.Contains).Select(key => new TableEntity(partition, key) { ["Acknowledged"] = true, ["AcknowledgedAt"] = now, ["AcknowledgedBy"] = by }).ToList();
        foreach (var batch in marks.Chunk(BatchSize))
            await storage.NoarfiEvents.SubmitTransactionAsync(batch.Select(m => new TableTransactionAction(TableTransactionActionType.UpdateMerge, m, ETag.All)), cancellation);
        await ForgetDayAsync(partition, date, cancellation);
        return marks.Count;
    }

    /// <summary>The notices of a case, all rounds, the earliest first.</summary>
    public async Task<IReadOnlyList<NoarfiEvent>> OfCaseAsync(string organizationId, CaseNumber caseNumber, CancellationToken cancellation)
    {
        var partition = Partition(organizationId);
        var keys = new List<string>();
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(partition, $"of|{caseNumber}|"), cancellationToken: cancellation))
            keys.AddRange(ChunkedText.Read(row).Split('\n'));
        var events = new List<NoarfiEvent>();
        foreach (var key in keys)
        {
            var row = (await storage.NoarfiEvents.GetEntityAsync<TableEntity>(partition, key, cancellationToken: cancellation)).Value;
            events.Add(new NoarfiEvent(Read(row), await DeliveredAtAsync(partition, key, cancellation), row.GetDateTimeOffset("AcknowledgedAt"), row.GetString("AcknowledgedBy")));
        }

        return [.. events.OrderBy(e => e.Row.GeneratedOn).ThenBy(e => e.Row.Round)];
    }

    private async Task<DateTimeOffset?> DeliveredAtAsync(string partition, string rowKey, CancellationToken cancellation)
    {
        DateTimeOffset? first = null;
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(partition, $"delivery|{rowKey.Split('|')[1]}|"), cancellationToken: cancellation))
        {
            var at = row.GetDateTimeOffset("At");
            if (ChunkedText.Read(row).Split('\n').Contains(rowKey) && !(first <= at))
                first = at;
        }

        return first;
    }

    private async Task<List<string>> UnacknowledgedAsync(string partition, DateOnly date, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in storage.NoarfiEvents.QueryAsync<TableEntity>(Range(partition, $"row|{Text(date)}|") + " and Acknowledged eq false", select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
            keys.Add(row.RowKey);
        return keys;
    }

    /// <summary>A day leaves the list when nothing of it is open. A notice that is recorded at this moment writes the day anew, so only the row that was read goes.</summary>
    private async Task ForgetDayAsync(string partition, DateOnly date, CancellationToken cancellation)
    {
        var day = await storage.NoarfiEvents.GetEntityIfExistsAsync<TableEntity>(partition, DayKey(date), cancellationToken: cancellation);
        if (day is not { HasValue: true, Value: { } there } || (await UnacknowledgedAsync(partition, date, cancellation)).Count > 0)
            return;
        try
        {
            await storage.NoarfiEvents.DeleteEntityAsync(partition, DayKey(date), there.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone already, or there is a new notice.
        }
    }

    private static string Partition(string organizationId) => Uri.EscapeDataString(organizationId);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string DayKey(DateOnly date) => "day|" + Text(date);

    private static string DeliveryKey(DateOnly date, string id) => $"delivery|{Text(date)}|{id}";

    private static string RowKey(DateOnly date, ReviewKey review, int seq, string participant)
        => string.Create(CultureInfo.InvariantCulture, $"row|{Text(date)}|{review.CaseNumber}|r{review.Round}|{seq:D4}|{participant}");

    private static string Range(string partition, string prefix) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)}");

    private static NoarfiRow Read(TableEntity row) => ImrJson.Read<NoarfiRow>(ChunkedText.Read(row));

    private static TableEntity ToRow(string partition, string key, NoarfiRow row)
    {
        var entity = new TableEntity(partition, key) { ["SchemaVersion"] = NoarfiRow.CurrentSchemaVersion, ["Acknowledged"] = false };
        ChunkedText.Write(entity, ImrJson.Write(row));
        return entity;
    }

    private static TableEntity Of(string partition, ReviewKey review, int seq, IEnumerable<string> keys)
    {
        var entity = new TableEntity(partition, string.Create(CultureInfo.InvariantCulture, $"of|{review.CaseNumber}|r{review.Round}|{seq:D4}")) { ["SchemaVersion"] = 1 };
        ChunkedText.Write(entity, string.Join('\n', keys));
        return entity;
    }

    private TableEntity Delivery(string partition, DateOnly date, string id, IEnumerable<string> keys)
    {
        var entity = new TableEntity(partition, DeliveryKey(date, id)) { ["SchemaVersion"] = 1, ["At"] = time.GetUtcNow() };
        ChunkedText.Write(entity, string.Join('\n', keys));
        return entity;
    }
}
