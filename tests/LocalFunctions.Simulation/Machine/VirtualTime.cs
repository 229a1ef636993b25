namespace LocalFunctions.Simulation.Machine;

/// <summary>The time of the simulated world; it outlives engines.</summary>
internal sealed class VirtualClock
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
}

/// <summary>The time as one life of an engine sees it: its timers die with it, and fire only when the simulation picks them.</summary>
internal sealed class VirtualTime(VirtualClock clock) : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due; null if none is set.</summary>
    public DateTimeOffset? NextDue => _timers.Min(t => t.Due);

    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override long GetTimestamp() => clock.Now.Ticks;

    /// <summary>Moves the clock to the next timer, if that lies ahead, and fires it.</summary>
    public void FireNext()
    {
        VirtualTimer next = _timers.Where(t => t.Due is not null).MinBy(t => t.Due)!;
        if (next.Due > clock.Now)
            clock.Now = next.Due.Value;
        next.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; private set; }

        public void Fire()
        {
            Due = null;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
