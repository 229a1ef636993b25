namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>Wakes those who wait for an instance's status to change.</summary>
internal sealed class StatusWaiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource> _changes = [];

    /// <summary>A task that ends at the next change; take it before looking at the status.</summary>
    public Task NextChange(string instanceId)
    {
        lock (_lock)
        {
            if (!_changes.TryGetValue(instanceId, out TaskCompletionSource? change))
                _changes[instanceId] = change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return change.Task;
        }
    }

    public void Changed(string instanceId)
    {
        TaskCompletionSource? change;
        lock (_lock)
            _changes.Remove(instanceId, out change);
        change?.SetResult();
    }

    /// <summary>Ends all waits: the engine is gone.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            foreach (TaskCompletionSource change in _changes.Values)
                change.TrySetException(new ObjectDisposedException("durable engine"));
            _changes.Clear();
        }
    }
}
