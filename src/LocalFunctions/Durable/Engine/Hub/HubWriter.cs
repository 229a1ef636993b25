using System.Collections.Concurrent;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>
/// The one writer of a hub: a thread that takes all waiting work, applies it in one transaction and so shares the disk's flush among many instances. What
/// follows a commit runs on the same thread, in the same order.
/// </summary>
internal sealed class HubWriter : IDisposable
{
    private const int MaxBatch = 512;

    private readonly BlockingCollection<Work> _queue = [];
    private readonly HubFile _file;
    private readonly Thread _thread;
    private volatile bool _killed;

    public HubWriter(HubFile file)
    {
        _file = file;
        _thread = new Thread(Run) { IsBackground = true, Name = "hub writer" };
        _thread.Start();
    }

    /// <summary>Applies a change; the task ends when it is on disk and <paramref name="committed"/> has run.</summary>
    /// <param name="apply">Makes the change; an exception undoes this change alone and goes to the caller.</param>
    /// <param name="committed">Follows the commit, on the writer's thread.</param>
    public Task<T> WriteAsync<T>(Func<HubTransaction, T> apply, Action<T>? committed = null)
    {
        Work<T> work = new(apply, committed);
        try
        {
            ObjectDisposedException.ThrowIf(_killed, this);
            _queue.Add(work);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(HubWriter), "The task hub is closed."));
        }

        return work.Task;
    }

    /// <summary>Stops at once, as a crash would: what is not committed is lost.</summary>
    public void Kill()
    {
        _killed = true;
        _queue.CompleteAdding();
        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
            _thread.Join();
    }

    /// <summary>Commits what waits, then closes.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
            _thread.Join();
    }

    private void Run()
    {
        using Sql sql = new(_file.OpenWriter());
        List<Work> batch = [];
        foreach (Work first in _queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MaxBatch && _queue.TryTake(out Work? next))
                batch.Add(next);
            Commit(sql, batch);
        }
    }

    private void Commit(Sql sql, List<Work> batch)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_killed, this);
            HubTransaction transaction = new(sql);
            sql.Execute("BEGIN IMMEDIATE");
            foreach (Work work in batch)
                work.Apply(sql, transaction);
            ObjectDisposedException.ThrowIf(_killed, this);
            sql.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            RollBack(sql);
            foreach (Work work in batch)
                work.Fail(exception);
            return;
        }

        foreach (Work work in batch)
        {
            if (_killed)
                work.Fail(new ObjectDisposedException(nameof(HubWriter), "The task hub is closed."));
            else
                work.Finish();
        }
    }

    private static void RollBack(Sql sql)
    {
        try
        {
            sql.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // No transaction was open: SQLite has rolled it back itself.
        }
    }

    private abstract class Work
    {
        public abstract void Apply(Sql sql, HubTransaction transaction);

        public abstract void Finish();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<HubTransaction, T> apply, Action<T>? committed) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _refused;
        private T? _result;

        public Task<T> Task => _done.Task;

        public override void Apply(Sql sql, HubTransaction transaction)
        {
            sql.Execute("SAVEPOINT work");
            try
            {
                _result = apply(transaction);
            }
            catch (Exception exception)
            {
                _refused = exception;
                sql.Execute("ROLLBACK TO work");
            }

            sql.Execute("RELEASE work");
        }

        public override void Finish()
        {
            try
            {
                if (_refused is null)
                    committed?.Invoke(_result!);
            }
            catch (Exception exception)
            {
                _refused = exception;
            }

            if (_refused is not null)
                _done.TrySetException(_refused);
            else
                _done.TrySetResult(_result!);
        }

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
