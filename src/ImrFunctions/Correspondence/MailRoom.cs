using System.Globalization;
using Azure;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Correspondence;

/// <summary>What is in a mail batch (blobs <c>outgoing/batches/{batchId}.json</c>, create-only): written before its files, so that a repeat makes the same.</summary>
public sealed record MailBatch(int SchemaVersion, string BatchId, DateOnly Day, IReadOnlyList<MailBatchItem> Items) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="Service">Which service of the item goes with this batch.</param>
public sealed record MailBatchItem(CaseNumber CaseNumber, string ItemId, int Service);

/// <summary>
/// Makes mail batches: one a day, and one whenever enough items wait. There is one current batch (row <c>mail|current</c> of table <c>CaseIndex</c>); it gets
/// its contents once, then its files, then its items are marked, then it is done. A pass that was killed anywhere is taken up by the next one.
/// </summary>
public sealed class MailRoom(
    CaseStorage storage, CorrespondenceStore store, CorrespondenceIndex index, OutgoingDocumentSource documents, IEnumerable<ICorrespondenceSender> senders, TimeProvider time,
    IOptions<CorrespondenceOptions> options, ILogger<MailRoom> logger)
{
    private const string Partition = "mail";
    private const string Row = "current";

    private static readonly string Mail = TableClient.CreateQueryFilter($"Channel eq {nameof(DeliveryChannel.MailBatch)}");

    /// <param name="now">Whether to make a batch of whatever waits, though none is due.</param>
    /// <returns>Null when there was nothing to make.</returns>
    public async Task<MailBatch?> MakeAsync(bool now, CancellationToken cancellation)
    {
        var current = await CurrentAsync(cancellation);
        if (current is { Done: false })
            return await FinishAsync(current, null, cancellation);
        var waiting = await WaitingAsync(cancellation);
        var at = time.GetUtcNow();
        var today = PacificTime.LegalDay(at);
        var daily = current?.Daily != today && at >= PacificTime.StartOfDay(today).AddHours(options.Value.MailHour);
        if (waiting.Count == 0 || (!now && !daily && waiting.Count < options.Value.BatchItems))
            return null;
        // An empty batch would use up the day's.
        if (await CollectAsync(waiting, cancellation) is not { Count: > 0 } found)
            return null;
        var number = current?.Day == today ? current.Number + 1 : 1;
        var next = new Current(string.Create(CultureInfo.InvariantCulture, $"B{today:yyyyMMdd}-{number:D2}"), today, number, daily ? today : current?.Daily, false, current?.ETag ?? default);
        return await TryOpenAsync(next, cancellation) is { } opened ? await FinishAsync(opened, found, cancellation) : null;
    }

    /// <param name="collected">What goes into a batch that was opened now; null for one that a killed pass left.</param>
    private async Task<MailBatch> FinishAsync(Current current, Dictionary<string, Found>? collected, CancellationToken cancellation)
    {
        var name = $"batches/{current.BatchId}.json";
        var found = collected ?? new Dictionary<string, Found>(StringComparer.Ordinal);
        if (await storage.Outgoing.TryReadJsonAsync<MailBatch>(name, cancellation) is not { } batch)
        {
            found = collected ?? await CollectAsync(await WaitingAsync(cancellation), cancellation);
            batch = new MailBatch(
                MailBatch.CurrentSchemaVersion, current.BatchId, current.Day,
                [.. found.Values.Select(f => new MailBatchItem(f.Stored.Item.Review.CaseNumber, f.Stored.Item.ItemId, f.Stored.Item.Service.Number))]);
            if (!await storage.Outgoing.TryCreateAsync(name, ImrJson.WriteBytes(batch), "application/json", cancellation))
                batch = await storage.Outgoing.ReadJsonAsync<MailBatch>(name, cancellation);
        }

        foreach (var missing in batch.Items.Where(i => !found.ContainsKey(KeyOf(i.CaseNumber, i.ItemId))).GroupBy(i => i.CaseNumber).ToList())
        {
            foreach (var stored in await store.OfCaseAsync(missing.Key, cancellation))
                found[KeyOf(missing.Key, stored.Item.ItemId)] = new Found(stored, null);
        }

        await SendAsync(batch, found, cancellation);
        foreach (var ofCase in batch.Items.GroupBy(i => i.CaseNumber))
            await MarkAsync(batch, [.. ofCase], found, cancellation);
        await CloseAsync(current, cancellation);
        return batch;
    }

    private async Task<IReadOnlyList<ListedItem>> WaitingAsync(CancellationToken cancellation)
        => (await index.ListAsync(CorrespondenceIndex.ToSend, Mail, options.Value.BatchItems, null, cancellation)).Items;

    /// <summary>What can go now, oldest first. What can't be read is reported and waits.</summary>
    private async Task<Dictionary<string, Found>> CollectAsync(IReadOnlyList<ListedItem> waiting, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        var cases = new Dictionary<CaseNumber, IReadOnlyList<StoredItem>>();
        foreach (var listed in waiting)
        {
            if (!cases.TryGetValue(listed.CaseNumber, out var items))
                cases[listed.CaseNumber] = items = await store.OfCaseAsync(listed.CaseNumber, cancellation);
            // Listed before its item stands: the message comes again.
            if (items.FirstOrDefault(i => i.Item.ItemId == listed.ItemId) is not { } stored)
                continue;
            if (!Waits(stored.Item))
                await index.RepairAsync(stored.Item, cancellation);
            else if (await LoadSafelyAsync(stored.Item, cancellation) is { } body)
                found[KeyOf(listed.CaseNumber, listed.ItemId)] = new Found(stored, body);
        }

        return found;
    }

    private static bool Waits(OutgoingItem item)
        => item.Service.Channel == DeliveryChannel.MailBatch && OutgoingTransitions.Next(item.State, OutgoingAction.HandOff) is not null;

    private async Task<OutgoingBody?> LoadSafelyAsync(OutgoingItem item, CancellationToken cancellation)
    {
        try
        {
            var body = await BodyAsync(item, item.Service.Number, cancellation);
            return await documents.TryReadAsync(item, body, cancellation) is null ? null : body;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("Item {ItemId} of {CaseNumber} can't be mailed: {Code}, {Type}.", item.ItemId, item.Review.CaseNumber, FailureMiddleware.Classify(e), e.GetType().Name);
            return null;
        }
    }

    private Task<OutgoingBody> BodyAsync(OutgoingItem item, int service, CancellationToken cancellation)
        => storage.Outgoing.ReadJsonAsync<OutgoingBody>(item.Services[service - 1].Body, cancellation);

    /// <summary>The files are those of the batch's contents, whatever its items have become since.</summary>
    private async Task SendAsync(MailBatch batch, Dictionary<string, Found> found, CancellationToken cancellation)
    {
        if (batch.Items.Count == 0)
            return;
        var items = new List<DispatchItem>();
        foreach (var entry in batch.Items)
        {
            var (stored, body) = found[KeyOf(entry.CaseNumber, entry.ItemId)];
            var item = stored.Item with { Services = [.. stored.Item.Services.Take(entry.Service)] };
            items.Add(new DispatchItem(items.Count + 1, item, body ?? await BodyAsync(item, entry.Service, cancellation)));
        }

        await senders.Last(s => s.Channel == DeliveryChannel.MailBatch).SendAsync(new Dispatch(batch.BatchId, batch.Day, items), cancellation);
    }

    /// <summary>All items of a case in one transaction. Another pass that was quicker has marked them: nothing is left to do.</summary>
    private async Task MarkAsync(MailBatch batch, IReadOnlyList<MailBatchItem> entries, Dictionary<string, Found> found, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var chunk in entries.Chunk(99))
        {
            IReadOnlyList<StoredItem> items = [.. chunk.Select(e => found[KeyOf(e.CaseNumber, e.ItemId)].Stored)];
            while (true)
            {
                var due = items.Where(s => Waits(s.Item) && chunk.Any(e => e.ItemId == s.Item.ItemId && e.Service == s.Item.Service.Number)).ToList();
                foreach (var done in items.Except(due))
                    await index.RepairAsync(done.Item, cancellation);
                if (due.Count == 0 || await store.MoveAsync([.. due.Select(s => (s, s.Item.HandOff(new HandOff(now, batch.BatchId))))], [], cancellation))
                    break;
                items = [.. (await store.OfCaseAsync(chunk[0].CaseNumber, cancellation)).Where(s => chunk.Any(e => e.ItemId == s.Item.ItemId))];
            }
        }
    }

    private async Task<Current?> CurrentAsync(CancellationToken cancellation)
    {
        var row = await storage.CaseIndex.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellation);
        return row is not { HasValue: true, Value: { } value } ? null : new Current(
            value.GetString("BatchId")!,
            Day(value.GetString("Day"))!.Value,
            value.GetInt32("Number") ?? 1,
            Day(value.GetString("Daily")),
            value.GetBoolean("Done") ?? false,
            value.ETag);

        static DateOnly? Day(string? text) => text is { Length: > 0 } ? DateOnly.ParseExact(text, "O") : null;
    }

    /// <returns>Null when another pass opened one first.</returns>
    private async Task<Current?> TryOpenAsync(Current next, CancellationToken cancellation)
    {
        try
        {
            var response = next.ETag == default
                ? await storage.CaseIndex.AddEntityAsync(ToRow(next), cancellation)
                : await storage.CaseIndex.UpdateEntityAsync(ToRow(next), next.ETag, TableUpdateMode.Replace, cancellation);
            return next with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    private async Task CloseAsync(Current current, CancellationToken cancellation)
    {
        try
        {
            await storage.CaseIndex.UpdateEntityAsync(ToRow(current with { Done = true }), current.ETag, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another pass closed it.
        }
    }

    private static TableEntity ToRow(Current current)
        => new(Partition, Row)
        {
            ["SchemaVersion"] = 1,
            ["BatchId"] = current.BatchId,
            ["Day"] = current.Day.ToString("O"),
            ["Number"] = current.Number,
            ["Daily"] = current.Daily?.ToString("O") ?? "",
            ["Done"] = current.Done,
        };

    private static string KeyOf(CaseNumber caseNumber, string itemId) => $"{caseNumber}|{itemId}";

    /// <param name="Body">Null when the item was not read to see whether it can go.</param>
    private sealed record Found(StoredItem Stored, OutgoingBody? Body);

    /// <param name="Daily">The last day that had its daily batch.</param>
    private sealed record Current(string BatchId, DateOnly Day, int Number, DateOnly? Daily, bool Done, ETag ETag);
}
