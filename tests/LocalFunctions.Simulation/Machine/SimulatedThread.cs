namespace LocalFunctions.Simulation.Machine;

/// <summary>
/// The only thread of one life of an engine: whatever is ready to run waits here until the simulation picks it. Picking at random gives the orders that a
/// thread pool could have; a life that has died never runs anything again.
/// </summary>
internal sealed class SimulatedThread : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly int _real = Environment.CurrentManagedThreadId;
    private volatile bool _dead;

    public int Ready => _ready.Count;

    /// <summary>Something came from another real thread: the engine's path is not under the simulation's control.</summary>
    public bool Escaped { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_dead)
            return;
        if (Environment.CurrentManagedThreadId != _real)
            Escaped = true;
        else
            _ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in the engine may block on its own thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs one of what is ready.</summary>
    public void Run(int index)
    {
        (SendOrPostCallback callback, object? state) = _ready[index];
        _ready.RemoveAt(index);
        Within(() => callback(state));
    }

    /// <summary>Runs a step as this thread.</summary>
    public void Within(Action step)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            step();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public void Die()
    {
        _dead = true;
        _ready.Clear();
    }
}
