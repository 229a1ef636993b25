using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace LocalFunctions.Hosting;

/// <summary>
/// Where the receipts of one function are kept, in the host's storage: a snapshot, and a log of the changes since. Reading the log over a newer
/// snapshot changes nothing, so the two need not change together.
/// </summary>
internal sealed class BlobReceiptFile(BlobContainerClient container, string function)
{
    // An append blob takes 50,000 blocks.
    private const int MostBlocks = 40_000;
    private const int FewLines = 1000;

    private readonly BlobClient _snapshot = container.GetBlobClient($"blobreceipts/{function.ToLowerInvariant()}/snapshot");
    private readonly AppendBlobClient _log = container.GetAppendBlobClient($"blobreceipts/{function.ToLowerInvariant()}/log");
    private int _blocks;
    private int _lines;

    /// <summary>Whether the log is not there, or may lack something: then only a snapshot will do.</summary>
    public bool NeedsSnapshot { get; private set; } = true;

    /// <summary>The stored lines, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var snapshot = await ReadAsync(_snapshot, cancellation);
        var log = await ReadAsync(_log, cancellation);
        NeedsSnapshot = log is null;
        _lines = log?.Length ?? 0;
        return [.. snapshot ?? [], .. log ?? []];
    }

    /// <summary>Adds lines, or writes all anew when the log is missing or has become long for what it says.</summary>
    /// <param name="lines">Whole lines, or none when only a missing snapshot is wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="all">All that is known, these lines included.</param>
    public async Task WriteAsync(string lines, int count, IReadOnlyDictionary<UInt128, BlobReceipt> all)
    {
        if (NeedsSnapshot || _blocks >= MostBlocks || _lines > (2 * all.Count) + FewLines)
        {
            await WriteAllAsync(all);
            return;
        }

        // A block cannot be empty, and somebody else has written the snapshot that was wanted.
        if (count == 0) return;
        // Until it is known to be written, it may not be.
        NeedsSnapshot = true;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await _log.AppendBlockAsync(content);
        NeedsSnapshot = false;
        _blocks++;
        _lines += count;
    }

    private async Task WriteAllAsync(IReadOnlyDictionary<UInt128, BlobReceipt> all)
    {
        NeedsSnapshot = true;
        await container.CreateIfNotExistsAsync();
        await _snapshot.UploadAsync(BinaryData.FromString(string.Concat(all.Select(r => r.Value.ToLine(r.Key)))), overwrite: true);
        await _log.CreateAsync();
        NeedsSnapshot = false;
        (_blocks, _lines) = (0, 0);
    }

    private static async Task<string[]?> ReadAsync(BlobBaseClient blob, CancellationToken cancellation)
    {
        try
        {
            var text = (await blob.DownloadContentAsync(cancellation)).Value.Content.ToString();
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }
}
