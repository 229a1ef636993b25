using System.Collections.Concurrent;
using System.Text;

namespace LocalFunctions.Hosting;

/// <summary>
/// What one function has done with which version of which blob. It saves work and counts tries, no more: without it every blob runs again.
/// Changes that come together are written together, so a thousand new blobs do not cost a thousand requests. Thread-safe.
/// </summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for has nothing to dispose of.
internal sealed class BlobReceipts(BlobReceiptFile file)
#pragma warning restore CA1001
{
    public const string HostContainer = "azure-webjobs-hosts";

    private readonly ConcurrentDictionary<UInt128, BlobReceipt> _known = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _lock = new();
    private Batch _open = new();
    private long _look;
    private bool _loaded;

    public int Count => _known.Count;

    /// <summary>Reads what is stored, the first time; later it writes what could not be written before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (_loaded)
        {
            if (file.NeedsSnapshot && !_known.IsEmpty) await WriteAsync(Join([]));
            return;
        }

        foreach (var line in await file.ReadAsync(cancellation))
        {
            if (BlobReceipt.Read(line) is { } read) _known[read.Key] = read.Receipt;
        }

        _loaded = true;
    }

    /// <summary>A listing of the container begins.</summary>
    public void BeginLook() => _look++;

    /// <summary>The receipt of a blob that this look lists.</summary>
    public BlobReceipt? Listed(UInt128 key)
    {
        if (!_known.TryGetValue(key, out var receipt)) return null;
        receipt.Look = _look;
        return receipt;
    }

    /// <summary>The listing is complete: forgets the blobs that neither it nor the one before had, they are gone. (In one look a receipt can be replaced while it is marked.)</summary>
    public void EndLook()
    {
        foreach (var (key, receipt) in _known)
        {
            if (receipt.Look < _look - 1) _known.TryRemove(new KeyValuePair<UInt128, BlobReceipt>(key, receipt));
        }
    }

    public BlobReceipt? Find(UInt128 key) => _known.GetValueOrDefault(key);

    /// <summary>Completes when it is stored. If that fails it is known all the same, and stored with the next that succeeds.</summary>
    public Task SaveAsync(UInt128 key, BlobReceipt receipt)
    {
        Remember(key, receipt);
        return WriteAsync(Join([(key, receipt)]));
    }

    /// <summary>Keeps it in memory only.</summary>
    public void Remember(UInt128 key, BlobReceipt receipt)
    {
        receipt.Look = _known.TryGetValue(key, out var before) ? before.Look : _look;
        _known[key] = receipt;
    }

    public void Forget(UInt128 key) => _known.TryRemove(key, out _);

    private Batch Join(IEnumerable<(UInt128 Key, BlobReceipt Receipt)> receipts)
    {
        lock (_lock)
        {
            foreach (var (key, receipt) in receipts)
            {
                _open.Lines.Append(receipt.ToLine(key));
                _open.Count++;
            }

            return _open;
        }
    }

    private async Task WriteAsync(Batch batch)
    {
        await _writing.WaitAsync();
        try
        {
            // Whoever comes first writes for all who have joined by then.
            if (!batch.Written.Task.IsCompleted)
            {
                lock (_lock) _open = new Batch();
                await WriteOpenAsync(batch);
            }
        }
        finally
        {
            _writing.Release();
        }

        await batch.Written.Task;
    }

    private async Task WriteOpenAsync(Batch batch)
    {
        try
        {
            await file.WriteAsync(batch.Lines.ToString(), batch.Count, _known);
            batch.Written.SetResult();
        }
        catch (Exception exception)
        {
            batch.Written.SetException(exception);
        }
    }

    private sealed class Batch
    {
        public StringBuilder Lines { get; } = new();

        public int Count { get; set; }

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
