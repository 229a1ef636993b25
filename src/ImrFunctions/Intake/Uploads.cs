using Azure;
using Azure.Storage.Blobs.Models;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <param name="Content">Null when it is larger than asked for.</param>
/// <param name="ArrivedAt">When it was uploaded, not when we look at it: the legal arrival.</param>
public sealed record Upload(BinaryData? Content, DateTimeOffset ArrivedAt);

/// <summary>Reads the container of uploads; never writes or deletes there, except what HTTP uploaders send through us.</summary>
public sealed class Uploads(CaseStorage storage)
{
    /// <returns>Null when the upload is gone.</returns>
    public async Task<Upload?> ReadAsync(string name, long maxBytes, CancellationToken cancellation)
    {
        var blob = storage.CaseFiles.GetBlobClient(name);
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            if (properties.ContentLength > maxBytes)
                return new Upload(null, properties.LastModified);
            var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            return new Upload((await blob.DownloadContentAsync(options, cancellation)).Value.Content, properties.LastModified);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <returns>Null when the upload is gone.</returns>
    public async Task<DateTimeOffset?> ArrivedAtAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await storage.CaseFiles.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellation)).Value.LastModified;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
