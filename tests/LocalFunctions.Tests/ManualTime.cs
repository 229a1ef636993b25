namespace LocalFunctions.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire on the mover's thread, in order.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private DateTimeOffset _now = start;

    public ManualTime()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is set.</summary>
    public Task TimerSetAsync()
    {
        lock (_lock)
        {
            if (_timers.Exists(t => t.Due is not null))
                return Task.CompletedTask;
            TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(waiting);
            return waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Time passes: each timer fires at its own instant, those too that are set meanwhile.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end = GetUtcNow() + by;
        while (Next(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = end;
    }

    /// <summary>The clock is at once at another time, forward or back, and what is due by then fires.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
            _now += by;
        foreach (ManualTimer timer in Take(due => due <= GetUtcNow()))
            timer.Fire();
    }

    /// <summary>The machine sleeps, or the time of day is set: timers go on to count what they had left.</summary>
    public void Sleep(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
            _timers.ForEach(timer => timer.Due += by);
        }
    }

    /// <summary>Fires all timers, due or not, as a clock of their own would when this one has been set back.</summary>
    public void FireAll()
    {
        foreach (ManualTimer timer in Take(_ => true))
            timer.Fire();
    }

    private ManualTimer? Next(DateTimeOffset end)
    {
        lock (_lock)
        {
            ManualTimer? next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (next is null)
                return null;
            if (next.Due > _now)
                _now = next.Due.Value;
            next.Due = null;
            return next;
        }
    }

    private List<ManualTimer> Take(Func<DateTimeOffset, bool> which)
    {
        lock (_lock)
        {
            List<ManualTimer> taken = [.. _timers.Where(t => t.Due is { } due && which(due)).OrderBy(t => t.Due)];
            foreach (ManualTimer timer in taken)
                timer.Due = null;
            return taken;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                if (Due is not null)
                {
                    time._waiting.ForEach(waiting => waiting.TrySetResult());
                    time._waiting.Clear();
                }
            }

            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => FireIfDue());
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void FireIfDue()
        {
            lock (time._lock)
            {
                if (Due is null || Due > time._now)
                    return;
                Due = null;
            }

            Fire();
        }
    }
}
