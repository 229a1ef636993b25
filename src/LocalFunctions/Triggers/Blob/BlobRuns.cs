using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Runs one function for versions of blobs: counts the tries, waits between them, and gives up at last.</summary>
internal sealed class BlobRuns(
    FunctionDescriptor function, BlobsJson limits, LocalSettings settings, FunctionRunner runner, BlobReceipts receipts, BlobPoison poison, StorageObserver hostStorage,
    TimeProvider time, ILogger logger)
{
    /// <summary>Tries a version once. Does not throw: what could not be done now is done at a later look.</summary>
    public async Task TryAsync(BlobVersion version)
    {
        try
        {
            await TryOnceAsync(version);
        }
        catch (Exception exception)
        {
            if (receipts.Find(version.Key) is { IsDone: false } receipt) receipts.Remember(version.Key, Later(receipt));
            logger.LogDebug("Function {Function} could not go on with the blob of receipt {Receipt} ({Code}).", function.Name, BlobReceipt.Text(version.Key), StorageOutage.CodeOf(exception));
        }
    }

    private async Task TryOnceAsync(BlobVersion version)
    {
        // A look can be long ago when thousands wait. A deleted blob needs no run, and of an overwritten one the next look finds the new version.
        if (!await version.IsCurrentAsync())
        {
            receipts.Forget(version.Key);
            return;
        }

        var before = receipts.Find(version.Key) is { } receipt && receipt.ETag == version.ETag ? receipt.Tries : 0;
        var tries = before;
        if (before < limits.PoisonBlobThreshold)
        {
            // Counted before it begins: a blob that ends the process must not be tried for ever.
            var begun = new BlobReceipt(version.ETag, ++tries);
            await BeginAsync(version.Key, begun);
            if (await RunAsync(version))
            {
                await SaveAsync(version.Key, new BlobReceipt(version.ETag, 0));
                return;
            }

            if (!await version.IsCurrentAsync())
            {
                receipts.Forget(version.Key);
                return;
            }

            if (tries < limits.PoisonBlobThreshold)
            {
                receipts.Remember(version.Key, Later(begun));
                return;
            }
        }

        await GiveUpAsync(version, tries);
    }

    private async Task BeginAsync(UInt128 key, BlobReceipt begun)
    {
        try
        {
            await SaveAsync(key, begun);
        }
        catch (Exception)
        {
            // It does not begin, so it is no try.
            if (begun.Tries == 1) receipts.Forget(key);
            else receipts.Remember(key, begun with { Tries = begun.Tries - 1 });
            throw;
        }
    }

    private async Task GiveUpAsync(BlobVersion version, int tries)
    {
        try
        {
            await poison.SendAsync(function, version.Blob.BlobContainerName, version.Blob.Name, version.Type, version.ETag);
        }
        catch (Exception exception)
        {
            logger.LogWarning(
                "The queue {Queue} does not take a blob that failed {Tries} times in {Function} ({Code}); trying again. The blob's receipt is {Receipt}.",
                BlobPoison.Queue, tries, function.Name, StorageOutage.CodeOf(exception), BlobReceipt.Text(version.Key));
            throw;
        }

        logger.LogWarning("A blob failed {Tries} times in {Function}; it is left alone and named in the queue {Queue}. Its receipt is {Receipt}.", tries, function.Name, BlobPoison.Queue, BlobReceipt.Text(version.Key));
        await SaveAsync(version.Key, new BlobReceipt(version.ETag, 0));
    }

    private async Task<bool> RunAsync(BlobVersion version)
    {
        try
        {
            await runner.RunAsync(function, version.Blob, version.Parts, CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            // Logged by the runner.
            return false;
        }
    }

    private async Task SaveAsync(UInt128 key, BlobReceipt receipt)
    {
        try
        {
            await receipts.SaveAsync(key, receipt);
            hostStorage.Answered();
        }
        catch (Exception exception)
        {
            hostStorage.Failed(exception);
            throw;
        }
    }

    /// <summary>Two looks after the first failure, then twice as long after each.</summary>
    private BlobReceipt Later(BlobReceipt receipt)
    {
        var pause = TimeSpan.FromMilliseconds(settings.BlobPollMilliseconds * Math.Pow(2, Math.Min(receipt.Tries, 20)));
        return receipt with { NotBefore = time.GetUtcNow() + (pause < BlobReceipt.LongestPause ? pause : BlobReceipt.LongestPause) };
    }
}
