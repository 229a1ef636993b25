using System.Collections.Concurrent;
using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Looks into a container again and again for one function, and has it run for each version of each matching blob that it has not done with.</summary>
internal sealed class BlobListener : ITriggerListener
{
    private readonly BlobPlan _plan;
    private readonly LocalSettings _settings;
    private readonly TimeProvider _time;
    private readonly StorageObserver _storage;
    private readonly StorageObserver _receiptStorage;
    private readonly BlobContainerClient _container;
    private readonly BlobReceipts _receipts;
    private readonly BlobRuns _runs;
    private readonly BlobPlaces.OfFunction _places;
    private readonly ConcurrentDictionary<UInt128, byte> _running = new();
    private readonly Stopwatch _listing = new();

    public BlobListener(
        FunctionDescriptor function, BlobPlaces places, StorageOutages outages, StorageConnections connections, HostJson hostJson, LocalSettings settings, FunctionRunner runner, TimeProvider time,
        ILogger<BlobListener> logger)
    {
        (_settings, _time) = (settings, time);
        _plan = function.Plan<BlobPlan>();
        _places = places.ForFunction();
        _storage = outages.Observe(_plan.Connection);
        _receiptStorage = outages.Observe(StorageConnections.Host);
        _container = connections.Blobs(_plan.Connection).GetBlobContainerClient(_plan.Path.Container);
        _receipts = new BlobReceipts(new BlobReceiptFile(connections.Blobs(StorageConnections.Host).GetBlobContainerClient(BlobReceipts.HostContainer), function.Name));
        _runs = new BlobRuns(function, hostJson.Blobs, settings, runner, _receipts, new BlobPoison(connections), _receiptStorage, time, logger);
    }

    public static IEnumerable<ITriggerListener> For(IReadOnlyCollection<FunctionDescriptor> functions, StorageOutages outages, IServiceProvider services)
    {
        var places = new BlobPlaces(services.GetRequiredService<HostJson>().Blobs.MaxDegreeOfParallelism, functions.Count);
        return functions.Select(f => ActivatorUtilities.CreateInstance<BlobListener>(services, f, places, outages));
    }

    public async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                _listing.Restart();
                await LookAsync(stop);
                await Task.Delay(Pause(), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await _places.CloseAsync();
        }
    }

    /// <summary>As long as the listing took, so that a container of very many blobs does not keep the storage busy all the time; up to sixty times the setting.</summary>
    private TimeSpan Pause() => TimeSpan.FromMilliseconds(Math.Clamp(_listing.ElapsedMilliseconds, _settings.BlobPollMilliseconds, 60.0 * _settings.BlobPollMilliseconds));

    private async Task LookAsync(CancellationToken stop)
    {
        if (!await LoadAsync(stop)) return;
        try
        {
            _receipts.BeginLook();
            await foreach (var item in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, _plan.Path.Prefix, stop))
            {
                if (Due(item) is { } version) await BeginAsync(version, stop);
            }

            _receipts.EndLook();
            _storage.Answered();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode is "ContainerNotFound" or "ContainerBeingDeleted")
        {
            // It will be made some day.
            _storage.Answered();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _storage.Failed(exception);
        }
    }

    private async Task<bool> LoadAsync(CancellationToken stop)
    {
        try
        {
            await _receipts.LoadAsync(stop);
            _receiptStorage.Answered();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _receiptStorage.Failed(exception);
            return false;
        }
    }

    /// <summary>The version to try now, or null: the name does not match, or it is done with, runs, or failed a moment ago.</summary>
    private BlobVersion? Due(BlobItem item)
    {
        var key = BlobReceipt.KeyOf(_container.Name, item.Name);
        var etag = item.Properties.ETag?.ToString().Trim('"') ?? "";
        // Running is asked first: a run writes its receipt before it ends.
        var isRunning = _running.ContainsKey(key);
        var receipt = _receipts.Listed(key);
        if (isRunning || (receipt?.ETag == etag && (receipt.IsDone || receipt.Waits(_time.GetUtcNow()))) || _plan.Path.Match(item.Name) is not { } parts) return null;
        parts.TryAdd("BlobTrigger", $"{_container.Name}/{item.Name}");
        return new BlobVersion(key, _container.GetBlobClient(item.Name), etag, item.Properties.BlobType ?? BlobType.Block, parts);
    }

    private async Task BeginAsync(BlobVersion version, CancellationToken stop)
    {
        _listing.Stop();
        await _places.TakeAsync(stop);
        _listing.Start();
        _running[version.Key] = 0;
        _ = RunAsync(version);
    }

    private async Task RunAsync(BlobVersion version)
    {
        await _runs.TryAsync(version);
        _running.TryRemove(version.Key, out _);
        _places.GiveBack();
    }
}
