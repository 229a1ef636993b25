namespace LocalFunctions.Hosting;

/// <summary>The invocations under way, so that a stop can wait for them and then tell them to end.</summary>
internal sealed class RunningInvocations : IDisposable
{
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _idle;

    /// <summary>Counts an invocation until the result is disposed.</summary>
    /// <param name="cancellation">The caller's own token.</param>
    /// <param name="token">Cancelled by the caller's token, or when a stop has waited long enough.</param>
    public IDisposable Enter(CancellationToken cancellation, out CancellationToken token)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _giveUp.Token);
        token = source.Token;
        lock (_lock) _count++;
        return new Entered(this, source);
    }

    /// <summary>Waits until nothing runs, at most for <paramref name="limit"/>; then cancels what still runs and gives it a second.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        if (await IdleWithinAsync(limit)) return;
        await _giveUp.CancelAsync();
        await IdleWithinAsync(TimeSpan.FromSeconds(1));
    }

    public void Dispose() => _giveUp.Dispose();

    private async Task<bool> IdleWithinAsync(TimeSpan limit)
    {
        Task idle;
        lock (_lock)
        {
            if (_count == 0) return true;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        try
        {
            await idle.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_count > 0) return;
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    private sealed class Entered(RunningInvocations owner, CancellationTokenSource source) : IDisposable
    {
        public void Dispose()
        {
            source.Dispose();
            owner.Leave();
        }
    }
}
