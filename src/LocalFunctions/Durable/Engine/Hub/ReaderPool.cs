using System.Collections.Concurrent;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Connections for reading that keep their prepared statements from one use to the next. Thread-safe.</summary>
internal sealed class ReaderPool(HubFile file) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentBag<Sql> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads with a connection of its own.</summary>
    /// <exception cref="ObjectDisposedException">The hub is closed.</exception>
    public T Read<T>(Func<Sql, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Sql sql = _idle.TryTake(out Sql? idle) ? idle : file.OpenReader();
        try
        {
            T result = read(sql);
            GiveBack(sql);
            return result;
        }
        catch
        {
            // Whatever the error was, this connection is not used again.
            sql.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        CloseIdle();
    }

    private void GiveBack(Sql sql)
    {
        if (_idle.Count >= Kept)
        {
            sql.Dispose();
            return;
        }

        _idle.Add(sql);
        if (_closed)
            CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out Sql? sql))
            sql.Dispose();
    }
}
