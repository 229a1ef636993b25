namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>Counts what runs or is queued to run, so that one can wait until only clocks, people and other systems are waited for.</summary>
internal sealed class InFlight
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _count;
    private bool _ended;

    public void Enter()
    {
        lock (_lock)
            _count++;
    }

    public void Leave()
    {
        TaskCompletionSource? idle = null;
        lock (_lock)
        {
            if (--_count == 0)
                (idle, _idle) = (_idle, null);
        }

        idle?.SetResult();
    }

    /// <summary>Nothing more will run.</summary>
    public void End()
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            _ended = true;
            (idle, _idle) = (_idle, null);
        }

        idle?.SetResult();
    }

    public Task WhenIdle()
    {
        lock (_lock)
        {
            if (_count == 0 || _ended)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
