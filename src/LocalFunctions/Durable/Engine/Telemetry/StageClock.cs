namespace LocalFunctions.Durable.Engine.Telemetry;

/// <summary>When the things that are in one stage entered it. Thread-safe.</summary>
internal sealed class StageClock(string name, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<long> _entered = new();

    public LinkedListNode<long> Enter()
    {
        LinkedListNode<long> node = new(time.GetTimestamp());
        lock (_lock)
            _entered.AddLast(node);
        return node;
    }

    /// <returns>How long it was in the stage.</returns>
    public TimeSpan Leave(LinkedListNode<long> node)
    {
        lock (_lock)
            _entered.Remove(node);
        return time.GetElapsedTime(node.Value);
    }

    public EngineStage Now()
    {
        lock (_lock)
            return new EngineStage(name, _entered.Count, _entered.First is { } oldest ? time.GetElapsedTime(oldest.Value) : TimeSpan.Zero);
    }
}
