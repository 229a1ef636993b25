namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>The histories, or the live runs, of the instances that had a turn last, up to a number of stored bytes.</summary>
internal sealed class HistoryCache(DurableEngine engine, long capacity)
{
    // A live run holds its code's state, and an instance of a few bytes its objects: neither may count as nothing.
    private const int Overhead = 512;

    private readonly Lock _lock = new();
    private readonly LinkedList<RecordedHistory> _byUse = new();
    private readonly Dictionary<long, LinkedListNode<RecordedHistory>> _byRow = [];
    private long _bytes;

    /// <summary>Takes an instance's history out of the cache, or reads it. Until it is put back nobody else has it.</summary>
    public RecordedHistory Take(long row, string execution)
    {
        lock (_lock)
        {
            if (_byRow.Remove(row, out LinkedListNode<RecordedHistory>? node))
            {
                _byUse.Remove(node);
                _bytes -= Weight(node.Value);
                if (node.Value.Execution == execution)
                    return node.Value;
            }
        }

        RecordedHistory history = new(row, execution);
        foreach ((List<History.HistoryEvent> events, int bytes) in engine.Reader.History(row))
            history.Append(events, bytes);
        return history;
    }

    /// <summary>Keeps a history for the next turn. What was used longest ago goes when there is too much.</summary>
    public void Put(RecordedHistory history)
    {
        lock (_lock)
        {
            _byRow[history.Row] = _byUse.AddFirst(history);
            _bytes += Weight(history);
            while (_bytes > capacity && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byRow.Remove(oldest.Value.Row);
                _bytes -= Weight(oldest.Value);
            }
        }
    }

    private static long Weight(RecordedHistory history) => history.Bytes + Overhead;
}
