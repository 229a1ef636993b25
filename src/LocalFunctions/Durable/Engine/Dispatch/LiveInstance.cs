using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Telemetry;

namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>An instance that has not ended, as the engine holds it: what waits for its next turn. One object per row; a replaced instance gets a new one.</summary>
internal sealed class LiveInstance(string id, long row, string execution)
{
    private readonly Lock _lock = new();
    private readonly List<Message> _pending = [];
    private bool _busy;
    private bool _arrived;
    private string _execution = execution;

    public string Id { get; } = id;

    public long Row { get; } = row;

    /// <summary>Since when it has been waiting for its turn, if it is.</summary>
    public LinkedListNode<long>? Ready { get; set; }

    /// <summary>The trace that the instance was started in; null: none, or not known yet.</summary>
    public TraceParent? Trace { get; set; }

    /// <summary>The present run.</summary>
    public string Execution
    {
        get
        {
            lock (_lock)
                return _execution;
        }
    }

    /// <summary>Adds a message; true if the instance now wants a turn and had none.</summary>
    public bool Add(Message message)
    {
        lock (_lock)
        {
            if (message.Execution is not null && message.Execution != _execution)
                return false;
            _pending.Add(message);
            _arrived = true;
            return Claim();
        }
    }

    /// <summary>Takes all messages for a turn.</summary>
    public List<Message> Take()
    {
        lock (_lock)
        {
            List<Message> taken = [.. _pending];
            _pending.Clear();
            _arrived = false;
            return taken;
        }
    }

    /// <summary>Gives back messages that a turn could not use.</summary>
    public void PutBack(List<Message> messages)
    {
        lock (_lock)
            _pending.InsertRange(0, messages);
    }

    /// <summary>Begins a new run: messages of the old one are dropped, the start comes first.</summary>
    public void Continue(string execution, Message start)
    {
        lock (_lock)
        {
            _execution = execution;
            _pending.RemoveAll(m => m.Execution is not null && m.Execution != execution);
            _pending.Insert(0, start);
            _arrived = true;
        }
    }

    /// <summary>Ends a turn; true if another one is wanted at once.</summary>
    /// <param name="wait">What is pending is of no use yet: only something new makes a turn.</param>
    public bool Release(bool wait)
    {
        lock (_lock)
        {
            _busy = false;
            return (!wait || _arrived) && Claim();
        }
    }

    private bool Claim()
    {
        if (_busy || _pending.Count == 0)
            return false;
        _busy = true;
        return true;
    }
}
