using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

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
    private readonly WriterHooks _hooks;
    private readonly Thread? _thread;
    private readonly SteppedLoop? _stepped;
    private volatile bool _killed;

    public HubWriter(HubFile file, WriterHooks? hooks = null)
    {
        _file = file;
        _hooks = hooks ?? new WriterHooks();
        if (_hooks.Steps is { } steps)
        {
            _stepped = new SteppedLoop(Loop(wait: false).GetEnumerator(), steps);
            return;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "hub writer" };
        _thread.Start();
    }

    /// <summary>Told of each commit: how many changes it held and how long its transaction took.</summary>
    public Action<int, TimeSpan>? BatchCommitted { get; set; }

    /// <summary>Told of what SQLite refused: a whole transaction, or one change of it.</summary>
    public Action<Exception>? Refused { get; set; }

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
            _stepped?.Wake();
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
        Dispose();
    }

    /// <summary>Commits what waits, then closes.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _stepped?.End();
        if (_thread is not null && Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
            _thread.Join();
    }

    private void Run()
    {
        foreach (bool _ in Loop(wait: true))
        {
            // The steps are cuts for a simulator; a thread goes on at once.
        }
    }

    /// <summary>The writer's life, cut where others may run in between. A step says whether there is more to do at once.</summary>
    private IEnumerable<bool> Loop(bool wait)
    {
        using Sql sql = new(_file.OpenWriter(), _hooks.Statement);
        List<Work> batch = [];
        while (!_queue.IsCompleted)
        {
            if (!Collect(batch, wait))
            {
                yield return false;
                continue;
            }

            if (!Commit(sql, batch))
                continue;
            foreach (Work work in batch)
            {
                yield return true;
                if (_killed)
                    work.Fail(new ObjectDisposedException(nameof(HubWriter), "The task hub is closed."));
                else
                    work.Finish();
            }
        }
    }

    private bool Collect(List<Work> batch, bool wait)
    {
        batch.Clear();
        if (!_queue.TryTake(out Work? next, wait ? Timeout.Infinite : 0))
            return false;
        do
            batch.Add(next);
        while (batch.Count < MaxBatch && _queue.TryTake(out next));
        return true;
    }

    private bool Commit(Sql sql, List<Work> batch)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            Pass(FaultPoint.BeforeTransaction);
            HubTransaction transaction = new(sql);
            sql.Execute("BEGIN IMMEDIATE");
            foreach (Work work in batch)
            {
                work.Apply(sql, transaction);
                Pass(FaultPoint.InTransaction);
            }

            sql.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            RollBack(sql);
            Refused?.Invoke(exception);
            foreach (Work work in batch)
                work.Fail(exception);
            return false;
        }

        // From here on all of it is done, whatever happens: no caller may hear that it failed.
        _hooks.Fault?.Invoke(FaultPoint.AfterTransaction, string.Empty);
        if (batch.Find(work => work.Refusal is not null && HubOutage.Is(work.Refusal)) is { Refusal: { } refusal })
            Refused?.Invoke(refusal);
        else
            BatchCommitted?.Invoke(batch.Count, Stopwatch.GetElapsedTime(began));
        return true;
    }

    private void Pass(FaultPoint point)
    {
        _hooks.Fault?.Invoke(point, string.Empty);
        ObjectDisposedException.ThrowIf(_killed, this);
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
        /// <summary>Why this change was not made; null if it was.</summary>
        public abstract Exception? Refusal { get; }

        public abstract void Apply(Sql sql, HubTransaction transaction);

        public abstract void Finish();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<HubTransaction, T> apply, Action<T>? committed) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _refused;
        private T? _result;

        public override Exception? Refusal => _refused;

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
                UndoAlone(sql, exception);
            }

            sql.Execute("RELEASE work");
        }

        /// <summary>Undoes this change alone. SQLite may have undone the whole transaction already (disk full): then that is the reason, not the missing savepoint.</summary>
        private static void UndoAlone(Sql sql, Exception reason)
        {
            try
            {
                sql.Execute("ROLLBACK TO work");
            }
            catch (Microsoft.Data.Sqlite.SqliteException) when (HubOutage.Is(reason))
            {
                ExceptionDispatchInfo.Throw(reason);
            }
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
