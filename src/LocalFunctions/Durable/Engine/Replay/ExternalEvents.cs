using System.Diagnostics.CodeAnalysis;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The waits and the unread events of a run, by name without case. The newest wait gets an event; a cancelled wait stays and takes one.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<EventRaised>> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _unreadOrder = [];

    /// <summary>How many waits could still be completed by an event.</summary>
    public bool HasOpenWaits => _waiters.Values.Any(stack => stack.Any(w => w.IsOpen));

    /// <exception cref="ArgumentException">Another type is awaited under this name.</exception>
    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        Waiter<T> waiter = new();
        if (_waiters.TryGetValue(name, out Stack<Waiter>? stack) && stack.Peek().Type is Type type && type != typeof(T))
            throw new ArgumentException($"Waits for the event '{name}' must all be for {type.FullName}, not {typeof(T).FullName}.", nameof(name));
        if (stack is null)
            _waiters[name] = stack = new Stack<Waiter>();
        stack.Push(waiter);

        if (TryTakeUnread(name, out EventRaised? unread))
            Deliver(unread);
        cancellation.Register(() => waiter.Cancel(cancellation));
        return waiter.Task;
    }

    public void Deliver(EventRaised raised)
    {
        if (!_waiters.TryGetValue(raised.Name, out Stack<Waiter>? stack))
        {
            Keep(raised);
            return;
        }

        Waiter waiter = stack.Pop();
        if (stack.Count == 0)
            _waiters.Remove(raised.Name);
        waiter.Complete(converter.Deserialize(raised.Input, waiter.Type));
    }

    /// <summary>Removes and returns the unread events, in the order of their first arrival by name.</summary>
    public List<EventRaised> TakeUnread()
    {
        List<EventRaised> all = [.. _unreadOrder.Where(_unread.ContainsKey).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(name => _unread[name])];
        _unread.Clear();
        _unreadOrder.Clear();
        return all;
    }

    private void Keep(EventRaised raised)
    {
        if (!_unread.TryGetValue(raised.Name, out Queue<EventRaised>? queue))
        {
            _unread[raised.Name] = queue = new Queue<EventRaised>();
            _unreadOrder.Add(raised.Name);
        }

        queue.Enqueue(raised);
    }

    private bool TryTakeUnread(string name, [NotNullWhen(true)] out EventRaised? raised)
    {
        raised = null;
        if (!_unread.TryGetValue(name, out Queue<EventRaised>? queue))
            return false;
        raised = queue.Dequeue();
        if (queue.Count == 0)
            _unread.Remove(name);
        return true;
    }

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public abstract bool IsOpen { get; }

        public abstract void Complete(object? value);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override Type Type => typeof(T);

        public override bool IsOpen => !_source.Task.IsCompleted;

        public override void Complete(object? value) => _source.TrySetResult((T)value!);

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
    }
}
