using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LocalFunctions.Hosting;

/// <summary>How far a function has come with one version of a blob.</summary>
/// <param name="ETag">The version.</param>
/// <param name="Tries">Failed tries so far; 0 once it is done with.</param>
internal sealed record BlobReceipt(string ETag, int Tries)
{
    public bool IsDone => Tries == 0;
}

/// <summary>
/// The receipts of one function: empty blobs in the host's storage, one for each blob, whose metadata say the version. They save work after a restart, no more.
/// Their names are hashes, as a blob's name can be somebody's data.
/// </summary>
internal sealed class BlobReceipts(BlobContainerClient container, string function)
{
    public const string HostContainer = "azure-webjobs-hosts";

    private readonly string _prefix = $"blobreceipts/{function.ToLowerInvariant()}/";

    public static string KeyOf(string containerName, string blobName) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{containerName}/{blobName}")));

    public async Task<Dictionary<string, BlobReceipt>> LoadAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var receipts = new Dictionary<string, BlobReceipt>(StringComparer.Ordinal);
        await foreach (var item in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, _prefix, cancellation))
        {
            if (item.Metadata.TryGetValue("etag", out var etag) && item.Metadata.TryGetValue("tries", out var text) && int.TryParse(text, out var tries))
                receipts[item.Name[_prefix.Length..]] = new BlobReceipt(etag, tries);
        }

        return receipts;
    }

    public Task SaveAsync(string key, BlobReceipt receipt) => container.GetBlobClient(_prefix + key).UploadAsync(
        BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty),
        new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["etag"] = receipt.ETag, ["tries"] = receipt.Tries.ToString() } });
}
