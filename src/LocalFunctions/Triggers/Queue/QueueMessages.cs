using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalFunctions.Hosting;

/// <summary>What may happen to a received message: kept hidden, deleted, given back, or moved to the poison queue.</summary>
/// <param name="queue">The queue.</param>
/// <param name="poison">Where messages go that fail too often; null if the queue is itself such a queue, or its name is too long for one.</param>
/// <param name="visibilityTimeout">How long a message that failed stays hidden.</param>
internal sealed class QueueMessages(QueueClient queue, QueueClient? poison, TimeSpan visibilityTimeout)
{
    private const string PoisonSuffix = "-poison";
    private const int LongestName = 63;

    /// <summary>How long a received message stays hidden unless that is renewed; after a crash it comes back then.</summary>
    public static TimeSpan Hidden => TimeSpan.FromMinutes(1);

    public bool HasPoison => poison is not null;

    /// <summary>The name of the poison queue of a queue, or null if it can have none.</summary>
    public static string? PoisonOf(string name) =>
        name.EndsWith(PoisonSuffix, StringComparison.Ordinal) || name.Length + PoisonSuffix.Length > LongestName ? null : name + PoisonSuffix;

    public static Dictionary<string, object?> Metadata(QueueMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = message.Body.ToString(),
        ["Id"] = message.MessageId,
        ["PopReceipt"] = message.PopReceipt,
        ["DequeueCount"] = message.DequeueCount.ToString(),
        ["InsertionTime"] = message.InsertedOn?.ToString("O"),
        ["ExpirationTime"] = message.ExpiresOn?.ToString("O"),
        ["NextVisibleTime"] = message.NextVisibleOn?.ToString("O"),
    };

    /// <returns>The new receipt; the old one if the service could not be asked now; null if the message is no longer ours.</returns>
    public async Task<string?> TryRenewAsync(QueueMessage message, string receipt)
    {
        try
        {
            return (await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, Hidden, CancellationToken.None)).Value.PopReceipt;
        }
        catch (RequestFailedException exception) when (IsLost(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // Two thirds of the hidden time are left for another attempt.
            return receipt;
        }
    }

    public Task DeleteAsync(QueueMessage message, string receipt) => UnlessLostAsync(queue.DeleteMessageAsync(message.MessageId, receipt));

    /// <summary>Shows the message again after the time that host.json says. Without a poison queue it stays hidden, so that it does not fail without a pause.</summary>
    public async Task ReleaseAsync(QueueMessage message, string receipt)
    {
        if (poison is null) return;
        await UnlessLostAsync(queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, visibilityTimeout));
    }

    public async Task PoisonAsync(QueueMessage message, string receipt)
    {
        if (poison is null) return;
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        FunctionTelemetry.Poisoned("queueTrigger");
        await DeleteAsync(message, receipt);
    }

    /// <summary>A message that is gone, or was received again by another, is no longer ours to settle: at least once is kept either way.</summary>
    private static async Task UnlessLostAsync(Task settling)
    {
        try
        {
            await settling;
        }
        catch (RequestFailedException exception) when (IsLost(exception))
        {
        }
    }

    private static bool IsLost(RequestFailedException exception) =>
        exception.Status == 404 || exception.ErrorCode is "PopReceiptMismatch" or "QueueBeingDeleted" or "QueueDisabled";
}
