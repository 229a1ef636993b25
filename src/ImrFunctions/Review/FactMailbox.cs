using ImrFunctions.Cases.Facts;

namespace ImrFunctions.Review;

/// <summary>What ended a wait: a fact, or a limit that passed.</summary>
public sealed record Arrival(FactRef? Fact, WaitLimit? Passed);

/// <summary>
/// The one helper that waits. It keeps a single wait open for the one event name and races that same task against successive timers; it cancels timers and
/// never a wait, because in Microsoft's engine a cancelled wait still swallows the next event. A fact that comes twice is taken once; one that nobody
/// wants yet is held.
/// </summary>
public sealed class FactMailbox(TaskOrchestrationContext context)
{
    /// <summary>How many taken facts a new history remembers. A repeat comes soon after the first, or from reconcile, which asks the register what is still untaken.</summary>
    private const int Remembered = 100;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<FactRef> _held = [];
    private Task<FactRef>? _wait;

    /// <summary>Goes on where the run before stood.</summary>
    public FactMailbox(TaskOrchestrationContext context, MailboxState before)
        : this(context)
    {
        _seen.UnionWith(before.Seen);
        _order.AddRange(before.Seen);
        _held.AddRange(before.Held);
    }

    /// <summary>The next wanted fact, or the next limit that passes, whichever is first. Without limits it waits for ever.</summary>
    /// <param name="limits">In order of time; those before <paramref name="passed"/> have been reported.</param>
    public async Task<Arrival> NextAsync(Func<FactRef, bool> wanted, IReadOnlyList<WaitLimit> limits, int passed)
    {
        while (true)
        {
            if (_held.FindIndex(f => wanted(f)) is >= 0 and var at)
            {
                var fact = _held[at];
                _held.RemoveAt(at);
                return new Arrival(fact, null);
            }

            _wait ??= context.WaitForExternalEvent<FactRef>(FactPost.EventName);
            if (passed < limits.Count && await TimerFirstAsync(_wait, limits[passed].At))
                return new Arrival(null, limits[passed]);
            Keep(await _wait);
        }
    }

    /// <summary>A wanted fact that came before and is held; null when none is.</summary>
    public FactRef? TryTake(Func<FactRef, bool> wanted)
    {
        var fact = _held.Find(f => wanted(f));
        if (fact is not null)
            _held.Remove(fact);
        return fact;
    }

    /// <summary>What a run that goes on with a new history must know. An event that ended the open wait and was not looked at yet is among it: the engine counts it as delivered.</summary>
    public async Task<MailboxState> StateAsync()
    {
        if (_wait is { IsCompletedSuccessfully: true } arrived)
            Keep(await arrived);
        return new MailboxState([.. _order.TakeLast(Remembered)], [.. _held]);
    }

    private void Keep(FactRef next)
    {
        _wait = null;
        if (!_seen.Add(next.FactId))
            return;
        _order.Add(next.FactId);
        _held.Add(next);
    }

    private async Task<bool> TimerFirstAsync(Task wait, DateTimeOffset at)
    {
        using var cancelTimer = new CancellationTokenSource();
        var timer = context.CreateTimer(at.UtcDateTime, cancelTimer.Token);
        if (await Task.WhenAny(wait, timer) == timer)
            return true;
        // Not CancelAsync: it leaves the orchestrator's scheduler. An open timer would keep the finished instance running.
        cancelTimer.Cancel();
        return false;
    }
}
