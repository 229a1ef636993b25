using System.Text.Json;
using Azure.Storage.Blobs.Models;

namespace LocalFunctions.Hosting;

/// <summary>Tells the queue <c>webjobs-blobtrigger-poison</c> of the host's storage about a blob that failed too often.</summary>
internal sealed class BlobPoison(StorageConnections connections)
{
    public const string Queue = "webjobs-blobtrigger-poison";

    public async Task SendAsync(string function, string container, BlobItem blob, string etag)
    {
        var queue = connections.Queues(StorageConnections.Host).GetQueueClient(Queue);
        await queue.CreateIfNotExistsAsync();
        FunctionTelemetry.Poisoned("blobTrigger");
        await queue.SendMessageAsync(JsonSerializer.Serialize(
            new Message("BlobTrigger", $"Host.Functions.{function}", $"{blob.Properties.BlobType ?? BlobType.Block}Blob", container, blob.Name, etag)));
    }

    /// <summary>The Functions host's own message, member by member.</summary>
    private sealed record Message(string Type, string FunctionId, string BlobType, string ContainerName, string BlobName, string ETag);
}
