namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>
/// Runs an orchestrator's continuations on the turn's own thread, in order. A continuation that comes from another thread (Task.Run, HttpClient) is not run
/// but reported: it would race with the turn and could not be repeated.
/// </summary>
internal sealed class TurnSynchronizationContext(Action foreign) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private int _thread;

    /// <summary>Whether the caller is on the turn's thread, within a turn.</summary>
    public bool IsOwner => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    public void Enter() => Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);

    public void Leave() => Volatile.Write(ref _thread, 0);

    /// <summary>Runs what has become ready.</summary>
    public void Drain()
    {
        while (_ready.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
            next.Callback(next.State);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOwner)
            _ready.Enqueue((d, state));
        else
            foreign();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsOwner)
            d(state);
        else
            foreign();
    }

    public override SynchronizationContext CreateCopy() => this;
}
