using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalFunctions.Hosting;

/// <summary>What may happen to a received message: deleted, given back, or moved to the poison queue.</summary>
internal sealed class QueueMessages(QueueClient queue, QueueServiceClient service, HostJson hostJson)
{
    private const string PoisonSuffix = "-poison";

    /// <summary>How long a received message stays hidden unless that is renewed; after a crash it comes back then.</summary>
    public static TimeSpan Hidden => TimeSpan.FromMinutes(1);

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

    public async Task<string> RenewAsync(QueueMessage message, string receipt, CancellationToken cancellation) =>
        (await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, Hidden, cancellation)).Value.PopReceipt;

    public async Task DeleteAsync(QueueMessage message, string receipt)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Gone already, or received again by another: at least once is kept either way.
        }
    }

    /// <summary>Shows the message again after the time that host.json says. Without a poison queue it stays hidden, so that it does not fail without a pause.</summary>
    public async Task ReleaseAsync(QueueMessage message, string receipt)
    {
        if (IsPoisonQueue) return;
        await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, hostJson.QueueVisibilityTimeout);
    }

    public async Task PoisonAsync(QueueMessage message, string receipt)
    {
        if (IsPoisonQueue) return;
        var poison = service.GetQueueClient(queue.Name + PoisonSuffix);
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        FunctionTelemetry.Poisoned("queueTrigger");
        await DeleteAsync(message, receipt);
    }

    private bool IsPoisonQueue => queue.Name.EndsWith(PoisonSuffix, StringComparison.Ordinal);
}
