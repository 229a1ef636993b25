namespace LocalFunctions.Hosting;

/// <summary>Keeps a timer's status in the host's storage, as well as that storage allows: a timer never waits for it.</summary>
internal sealed class TimerMonitor(TimerStatusFile file, StorageObserver storage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ScheduleStatus? _unsaved;

    /// <summary>Whether the storage lacks the latest status.</summary>
    public bool IsBehind => _unsaved is not null;

    /// <summary>The status that an earlier start left; null if there is none, or the storage does not answer.</summary>
    public async Task<ScheduleStatus?> ReadAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            var status = await file.ReadAsync(limit.Token);
            storage.Answered();
            return status;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            storage.Failed(exception);
            return null;
        }
    }

    public Task SaveAsync(ScheduleStatus status)
    {
        _unsaved = status;
        return SaveAgainAsync();
    }

    /// <summary>Writes what could not be written before.</summary>
    public async Task SaveAgainAsync()
    {
        if (_unsaved is null) return;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await file.WriteAsync(_unsaved, limit.Token);
            _unsaved = null;
            storage.Answered();
        }
        catch (Exception exception)
        {
            storage.Failed(exception);
        }
    }
}
