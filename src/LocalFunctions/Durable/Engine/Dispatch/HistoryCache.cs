using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;

namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>A run's recorded events, decoded.</summary>
internal sealed class RecordedHistory(long row, string execution)
{
    public long Row { get; } = row;

    public string Execution { get; } = execution;

    public List<HistoryEvent> Events { get; } = [];

    public int Turns { get; private set; }

    public long Bytes { get; private set; }

    public void Append(IReadOnlyList<HistoryEvent> events, int bytes)
    {
        Events.AddRange(events);
        Turns++;
        Bytes += bytes;
    }
}

/// <summary>The histories of the instances that ran last, up to a number of stored bytes.</summary>
internal sealed class HistoryCache(DurableEngine engine, long capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<RecordedHistory> _byUse = new();
    private readonly Dictionary<long, LinkedListNode<RecordedHistory>> _byRow = [];
    private long _bytes;

    /// <summary>Takes an instance's history out of the cache, or reads it.</summary>
    public RecordedHistory Take(long row, string execution)
    {
        lock (_lock)
        {
            if (_byRow.Remove(row, out LinkedListNode<RecordedHistory>? node))
            {
                _byUse.Remove(node);
                _bytes -= node.Value.Bytes;
                if (node.Value.Execution == execution)
                    return node.Value;
            }
        }

        RecordedHistory history = new(row, execution);
        foreach ((List<HistoryEvent> events, int bytes) in engine.Reader.History(row))
            history.Append(events, bytes);
        return history;
    }

    /// <summary>Keeps a history for the next turn.</summary>
    public void Put(RecordedHistory history)
    {
        lock (_lock)
        {
            _byRow[history.Row] = _byUse.AddFirst(history);
            _bytes += history.Bytes;
            while (_bytes > capacity && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byRow.Remove(oldest.Value.Row);
                _bytes -= oldest.Value.Bytes;
            }
        }
    }
}
