using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Cases.Register;

/// <summary>
/// Messages that must leave: rows of the case's partition, written in the transaction of the change that causes them, sent by the relay with a deterministic
/// id. Nothing is lost; doubles are possible and harmless.
/// </summary>
public sealed class Outbox(CaseStorage storage)
{
    /// <summary>Sends what is unsent.</summary>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> RelayAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var sent = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {"out|"} and RowKey lt {"out}"} and Sent eq {false}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var notification = ImrJson.Read<Notification>(row.GetString("Body")!);
            await storage.NotificationsQueue.SendMessageAsync(ImrJson.Write(notification), cancellation);
            // Two signals for one case make two relays; the one that marks second has sent a double, which consumers drop.
            await storage.Cases.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["Sent"] = true }, ETag.All, TableUpdateMode.Merge, cancellation);
            sent++;
        }

        return sent;
    }

    internal static TableEntity ToRow(ReviewKey review, int seq, int n, OutgoingMessage message, DateTimeOffset? at = null, string? mark = null)
        => ToRow(review, $"{seq:D4}{mark}", n, message, at);

    /// <param name="step">Unique in the review, of letters, digits and hyphens: the change or the item that sends.</param>
    /// <param name="at">When what is told happened; null in messages of before this was kept.</param>
    internal static TableEntity ToRow(ReviewKey review, string step, int n, OutgoingMessage message, DateTimeOffset? at)
    {
        var notification = new Notification(
            Notification.CurrentSchemaVersion,
            $"{review}.{step}.{n}",
            review,
            message.Kind,
            message.Recipients,
            message.Reference,
            at);
        return new TableEntity(review.CaseNumber.Value, RowKeys.Out(review.Round, step, n))
        {
            ["SchemaVersion"] = Notification.CurrentSchemaVersion,
            ["Body"] = ImrJson.Write(notification),
            ["Sent"] = false,
        };
    }
}

/// <summary>What the relay puts on the queue: ids, roles and references, no names and no clinical text.</summary>
/// <param name="MessageId">Deterministic: the same message has the same id however often it is sent.</param>
/// <param name="At">When what is told happened; null in messages of before this was kept.</param>
public sealed record Notification(
    int SchemaVersion, string MessageId, ReviewKey Review, string Kind, IReadOnlyList<string> Recipients, string? Reference, DateTimeOffset? At = null) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Wakes the relay. A lost signal is found by reconcile.</summary>
public sealed class OutboxSignal(CaseStorage storage)
{
    public Task SendAsync(CaseNumber caseNumber, CancellationToken cancellation)
        => storage.RelayQueue.SendMessageAsync(caseNumber.Value, cancellation);
}
