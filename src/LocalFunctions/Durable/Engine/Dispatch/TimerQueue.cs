namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>Actions that are due at a time of the <see cref="TimeProvider"/>. They run in the order of their times.</summary>
internal sealed class TimerQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Action, (DateTime Due, long Order)> _queue = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _longestSleep;
    private readonly ITimer _timer;
    private DateTime _wake = DateTime.MaxValue;
    private long _order;
    private bool _stopped;

    /// <param name="time">The clock.</param>
    /// <param name="longestSleep">The clock is looked at again at least this often.</param>
    public TimerQueue(TimeProvider time, TimeSpan longestSleep)
    {
        _time = time;
        _longestSleep = longestSleep;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the next action is due; null if there is none.</summary>
    public DateTime? NextDue
    {
        get
        {
            lock (_lock)
                return _queue.TryPeek(out _, out (DateTime Due, long Order) next) ? next.Due : null;
        }
    }

    /// <summary>Runs an action when it is due; at once if it is.</summary>
    public void Add(DateTime due, Action action)
    {
        if (due <= _time.GetUtcNow().UtcDateTime)
        {
            action();
            return;
        }

        lock (_lock)
        {
            _queue.Enqueue(action, (due, _order++));
            if (due < _wake)
                Arm(due);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    private void Fire()
    {
        foreach (Action action in TakeDue())
            action();
    }

    private List<Action> TakeDue()
    {
        List<Action> due = [];
        lock (_lock)
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            while (_queue.TryPeek(out Action? action, out (DateTime Due, long Order) next) && next.Due <= now)
            {
                _queue.Dequeue();
                due.Add(action);
            }

            _wake = DateTime.MaxValue;
            if (_queue.TryPeek(out _, out (DateTime Due, long Order) first))
                Arm(first.Due);
        }

        return due;
    }

    private void Arm(DateTime due)
    {
        if (_stopped)
            return;
        _wake = due;
        TimeSpan sleep = due - _time.GetUtcNow().UtcDateTime;
        if (sleep > _longestSleep)
            sleep = _longestSleep;

        // A timer of the operating system counts milliseconds and may come a little early.
        _timer.Change(sleep <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(sleep.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
