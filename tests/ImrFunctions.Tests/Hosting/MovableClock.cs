namespace ImrFunctions.Tests.Hosting;

/// <summary>
/// The machine's clock plus what the test added. <see cref="Advance"/> fires every timer that has become due, so a 30-day deadline passes in a millisecond while
/// the app's own polling goes on in real time.
/// </summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<MovableTimer> _timers = [];
    private TimeSpan _ahead;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovableTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        MovableTimer[] timers;
        lock (_gate)
        {
            _ahead += by;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
            timer.Rearm();
    }

    private TimeSpan Ahead
    {
        get
        {
            lock (_gate)
                return _ahead;
        }
    }

    private void Remove(MovableTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    /// <summary>A timer of the real clock that is set anew when the clock moves.</summary>
    private sealed class MovableTimer(MovableClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock _gate = new();
        private DateTimeOffset? _due;
        private TimeSpan _period;
        private ITimer? _real;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                _period = period;
            }

            Rearm();
            return true;
        }

        public void Rearm()
        {
            lock (_gate)
            {
                _real?.Dispose();
                _real = null;
                if (_due is not { } due || _disposed)
                    return;
                var wait = due - clock.GetUtcNow();
                // A real timer takes at most about 49 days; farther ones are set anew when the clock moves.
                if (wait < TimeSpan.FromDays(40))
                    _real = System.CreateTimer(_ => Fire(), null, wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _disposed = true;
                _real?.Dispose();
            }

            clock.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_disposed || _due is null)
                    return;
                _due = _period > TimeSpan.Zero && _period != Timeout.InfiniteTimeSpan ? clock.GetUtcNow() + _period : null;
            }

            Rearm();
            callback(state);
        }
    }
}
