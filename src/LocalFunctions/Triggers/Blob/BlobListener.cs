using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Looks into a container again and again for one function, and runs it for each version of each matching blob once it has gone well, or has failed five times.</summary>
internal sealed class BlobListener(
    FunctionDescriptor function, StorageConnections connections, LocalSettings settings, FunctionRunner runner, BlobPoison poison, ILogger<BlobListener> logger) : ITriggerListener
{
    private const int Tries = 5;
    private const int Parallel = 8;

    private readonly BlobPlan _plan = function.Plan<BlobPlan>();
    private readonly StorageOutage _outage = new(function.Plan<BlobPlan>().Connection, logger);
    private readonly StorageOutage _hostOutage = new(StorageConnections.Host, logger);
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, BlobReceipt>? _known;

    public static IEnumerable<ITriggerListener> For(IEnumerable<FunctionDescriptor> functions, IServiceProvider services)
    {
        var poison = ActivatorUtilities.CreateInstance<BlobPoison>(services);
        return functions.Select(f => ActivatorUtilities.CreateInstance<BlobListener>(services, f, poison));
    }

    public async Task ListenAsync(CancellationToken stop)
    {
        var container = connections.Blobs(_plan.Connection).GetBlobContainerClient(_plan.Path.Container);
        var receipts = new BlobReceipts(connections.Blobs(StorageConnections.Host).GetBlobContainerClient(BlobReceipts.HostContainer), function.Name);
        using var free = new SemaphoreSlim(Parallel);
        try
        {
            while (true)
            {
                await LookAsync(container, receipts, free, stop);
                await Task.Delay(settings.BlobPollMilliseconds, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            for (var i = 0; i < Parallel; i++) await free.WaitAsync(CancellationToken.None);
        }
    }

    private async Task LookAsync(BlobContainerClient container, BlobReceipts receipts, SemaphoreSlim free, CancellationToken stop)
    {
        try
        {
            _known ??= new(await receipts.LoadAsync(stop), StringComparer.Ordinal);
            await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, _plan.Path.Prefix, stop))
            {
                if (_plan.Path.Match(item.Name) is not { } parts) continue;
                var key = BlobReceipts.KeyOf(container.Name, item.Name);
                var etag = item.Properties.ETag?.ToString().Trim('"') ?? "";
                if (_known.TryGetValue(key, out var receipt) && receipt.ETag == etag && receipt.IsDone) continue;
                if (!_running.TryAdd(key, 0)) continue;
                var failed = receipt?.ETag == etag ? receipt.Tries : 0;
                await TakePlaceAsync(free, key, stop);
                _ = ProcessAsync(container.GetBlobClient(item.Name), item, parts, receipts, new Turn(key, new BlobReceipt(etag, failed), free));
            }

            _outage.Answered();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // It will be made some day.
            _outage.Answered();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _outage.Failed(exception);
        }
    }

    private async Task TakePlaceAsync(SemaphoreSlim free, string key, CancellationToken stop)
    {
        try
        {
            await free.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _running.TryRemove(key, out _);
            throw;
        }
    }

    private async Task ProcessAsync(BlobClient blob, BlobItem item, Dictionary<string, object?> parts, BlobReceipts receipts, Turn turn)
    {
        try
        {
            parts.TryAdd("BlobTrigger", $"{blob.BlobContainerName}/{blob.Name}");
            var failed = await RunAsync(blob, parts) ? 0 : turn.Before.Tries + 1;
            if (failed >= Tries)
            {
                await poison.SendAsync(function.Name, blob.BlobContainerName, item, turn.Before.ETag);
                failed = 0;
            }

            var after = turn.Before with { Tries = failed };
            _known![turn.Key] = after;
            await receipts.SaveAsync(turn.Key, after);
            _hostOutage.Answered();
        }
        catch (Exception exception)
        {
            _hostOutage.Failed(exception);
        }
        finally
        {
            _running.TryRemove(turn.Key, out _);
            turn.Free.Release();
        }
    }

    private async Task<bool> RunAsync(BlobClient blob, Dictionary<string, object?> parts)
    {
        try
        {
            await runner.RunAsync(function, blob, parts, CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            // Logged by the runner.
            return false;
        }
    }

    /// <summary>One run for one blob: its receipt's key, how far it had come, and the place it gives back.</summary>
    private sealed record Turn(string Key, BlobReceipt Before, SemaphoreSlim Free);
}
