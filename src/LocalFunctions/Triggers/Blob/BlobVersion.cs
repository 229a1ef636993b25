using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LocalFunctions.Hosting;

/// <summary>One version of a blob, as a look found it.</summary>
internal sealed record BlobVersion(UInt128 Key, BlobClient Blob, string ETag, BlobType Type, IReadOnlyDictionary<string, object?> Parts)
{
    /// <summary>Whether it is still there: neither deleted nor overwritten since it was listed.</summary>
    public async Task<bool> IsCurrentAsync()
    {
        try
        {
            await Blob.GetPropertiesAsync(new BlobRequestConditions { IfMatch = new ETag($"\"{ETag}\"") });
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }
}
