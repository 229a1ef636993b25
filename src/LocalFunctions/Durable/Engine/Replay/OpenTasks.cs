using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The activities, timers and sub-orchestrations that a run waits for, by sequence id. A completion that nobody waits for is ignored.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, TaskCompletionSource<string?>> _open = [];

    public int Count => _open.Count;

    public Task<string?> Open(int id)
    {
        TaskCompletionSource<string?> source = new();
        _open.Add(id, source);
        return source.Task;
    }

    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out TaskCompletionSource<string?>? source))
            source.SetResult(result);
    }

    public void Fail(int id, Failure failure)
    {
        if (_open.Remove(id, out TaskCompletionSource<string?>? source))
            source.SetException(new RecordedFailureException(failure));
    }

    public bool Cancel(int id)
    {
        if (!_open.Remove(id, out TaskCompletionSource<string?>? source))
            return false;
        source.SetCanceled(CancellationToken.None);
        return true;
    }
}
