using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;

namespace LocalFunctions.Hosting;

/// <summary>
/// Tells the queue <c>webjobs-blobtrigger-poison</c> about a blob that failed too often. As in the Functions host it is a queue of the blob's own storage account,
/// and its messages are Base64 whatever host.json says of other queues.
/// </summary>
internal sealed class BlobPoison(StorageConnections connections)
{
    public const string Queue = "webjobs-blobtrigger-poison";

    public async Task SendAsync(FunctionDescriptor function, string container, string blob, BlobType type, string etag)
    {
        var queue = connections.Queues(function.Plan<BlobPlan>().Connection, QueueMessageEncoding.Base64).GetQueueClient(Queue);
        await queue.CreateIfNotExistsAsync();
        FunctionTelemetry.Poisoned("blobTrigger");
        await queue.SendMessageAsync(JsonSerializer.Serialize(
            new Message("BlobTrigger", $"Host.Functions.{function.Name}", $"{type}Blob", container, blob, $"\"{etag}\"")));
    }

    /// <summary>The Functions host's own message, member by member; its ETag has the quotes of the HTTP header.</summary>
    private sealed record Message(string Type, string FunctionId, string BlobType, string ContainerName, string BlobName, string ETag);
}
