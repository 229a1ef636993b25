using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LocalFunctions.Durable.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>
/// The task hub and the host's storage account belong together: what one knows of a case, the other must know too. So both carry the hub's random id,
/// and a hub with somebody else's storage does not start.
/// </summary>
internal static class HubIdentity
{
    public const string BlobName = "local-hub-id";

    /// <exception cref="StartRefusedException">The ids differ, or the hub or the storage cannot be used.</exception>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var engine = services.GetRequiredService<DurableEngine>();
        var storage = services.GetRequiredService<StorageConnections>().Blobs(StorageConnections.Host);
        var (id, file) = (HubId(engine), Path.GetFullPath(engine.Options.HubFile));
        string found;
        try
        {
            found = await ClaimAsync(storage.GetBlobContainerClient(BlobReceipts.HostContainer), id, cancellation);
        }
        catch (RequestFailedException exception)
        {
            throw new StartRefusedException($"The storage of the setting {StorageConnections.Host} refuses its use ({exception.ErrorCode ?? exception.Status.ToString()}): correct the setting.", exception);
        }

        if (found != id)
        {
            throw new StartRefusedException(
                $"The task hub {file} and the storage of the setting {StorageConnections.Host} ({storage.Uri.GetLeftPart(UriPartial.Path)}, blob {BlobReceipts.HostContainer}/{BlobName}) belong to different installations: "
                + "use the pair that belongs together, or for a fresh start delete both.");
        }
    }

    private static string HubId(DurableEngine engine)
    {
        try
        {
            return engine.HubId;
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new StartRefusedException($"The task hub cannot be opened ({exception.Message.TrimEnd('.')}): correct LocalFunctions:DataDirectory, or stop the other process.", exception);
        }
    }

    /// <summary>Writes the id if the storage has none.</summary>
    /// <returns>The id that the storage has.</returns>
    private static async Task<string> ClaimAsync(BlobContainerClient container, string id, CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var blob = container.GetBlobClient(BlobName);
        try
        {
            await blob.UploadAsync(BinaryData.FromString(id), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
            return id;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return (await blob.DownloadContentAsync(cancellation)).Value.Content.ToString().Trim();
        }
    }
}
