using System.Threading.Channels;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Durable.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>Runs the turns of orchestrations: takes an instance's messages, replays, handles them, commits, and only then lets the outcome out.</summary>
internal sealed class TurnDispatcher(DurableEngine engine, RunSettings settings, HistoryCache histories, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<LiveInstance> _ready = Channel.CreateUnbounded<LiveInstance>();
    private readonly StageClock _waiting = new("turn-ready", time);
    private readonly StageClock _running = new("turn-running", time);

    public IEnumerable<EngineStage> Stages => [_waiting.Now(), _running.Now()];

    public void Add(LiveInstance instance)
    {
        engine.InFlight.Enter();
        instance.Ready = _waiting.Enter();
        _ready.Writer.TryWrite(instance);
    }

    /// <summary>Takes nothing more; the loops end once they have done what waits.</summary>
    public void Complete() => _ready.Writer.TryComplete();

    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            while (await _ready.Reader.WaitToReadAsync(stopping))
            {
                while (!stopping.IsCancellationRequested && _ready.Reader.TryRead(out LiveInstance? instance))
                {
                    _waiting.Leave(instance.Ready!);
                    LinkedListNode<long> running = _running.Enter();
                    await TurnAsync(instance);
                    _running.Leave(running);
                    engine.InFlight.Leave();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What waits is in the inbox or in history.
        }
    }

    private async Task TurnAsync(LiveInstance instance)
    {
        List<Message> messages = instance.Take();
        bool wait = false;
        try
        {
            wait = !await TurnAsync(instance, messages);
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        catch (RepeatedMessagesException repeated)
        {
            messages.RemoveAll(m => repeated.Numbers.Contains(m.Seq));
            instance.PutBack(messages);
        }
        catch (Exception exception)
        {
            // The hub could not be read or written (disk full, locked): nothing happened, try again. The hub's outage is told once, not for each turn.
            logger.Log(
                HubOutage.Is(exception) ? LogLevel.Debug : LogLevel.Error, exception, "A turn of {InstanceId} could not be committed; it will be tried again", instance.Id);
            instance.PutBack(messages);
            engine.Timers.Add(time.GetUtcNow().UtcDateTime + _retryDelay, () => Release(instance, wait: false));
            return;
        }

        Release(instance, wait);
    }

    private void Release(LiveInstance instance, bool wait)
    {
        if (instance.Release(wait))
            Add(instance);
    }

    /// <returns>False if the instance has not been started and must wait for its start.</returns>
    private async Task<bool> TurnAsync(LiveInstance instance, List<Message> messages)
    {
        string execution = instance.Execution;
        HashSet<long> seen = [];
        messages.RemoveAll(m => (m.Execution is not null && m.Execution != execution) || (m.Seq > 0 && !seen.Add(m.Seq)));
        if (messages.Count == 0)
            return true;

        RecordedHistory history = histories.Take(instance.Row, execution);
        if (history.Turns == 0 && !messages.Exists(m => m.Event is ExecutionStarted or ExecutionTerminated))
        {
            instance.PutBack(messages);
            return false;
        }

        long began = time.GetTimestamp();
        int replayed = history.Live is null ? history.Events.Count : 0;
        DateTime now = time.GetUtcNow().UtcDateTime;
        List<HistoryEvent> events = [new TurnStarted(now), .. messages.Select(m => m.Event).OrderBy(e => e is ExecutionStarted ? 0 : 1)];
        OrchestrationRun run = history.Live ?? NewRun(instance, execution);
        TurnResult result = run.Execute(history.Events, events);
        events.AddRange(result.Actions);
        if (result.End is { Continue: null } end)
            events.Add(new ExecutionCompleted(end.Status, end.Output, end.Failure));

        ExecutionStarted start = run.Start ?? new ExecutionStarted(string.Empty, string.Empty, null, null, null, null);
        InstanceStatus status = result.End?.Status ?? (result.Suspended ? InstanceStatus.Suspended : InstanceStatus.Running);
        TurnRecord turn = new(
            instance.Row, instance.Id, execution, history.Turns, events, [.. messages.Where(m => m.Seq > 0).Select(m => m.Seq)],
            status, result.CustomStatus, result.End, start, now);
        if (engine.Fault(FaultPoint.BeforeTurnCommit, instance.Id))
            return true;
        instance.Trace = start.Trace;
        IReadOnlyList<HistoryEvent> past = PastOf(history, turn);
        long handed = time.GetTimestamp();
        TurnOutcome committed = await engine.Writer.WriteAsync(t => t.Commit(turn), outcome => engine.Committed(instance, turn, result, outcome));

        if (committed.Stale)
            return false;
        TurnSpans.Emit(past, turn);
        engine.Metrics.Turn(time.GetElapsedTime(began), time.GetElapsedTime(handed), replayed);
        if (result.End is null)
        {
            if (engine.Options.KeepsOrchestrations)
                history.Keep(run);
            history.Append(events, committed.Bytes);
            histories.Put(history);
        }

        return true;

        OrchestrationRun NewRun(LiveInstance of, string running)
            => new(settings, of.Id, failure => engine.Deliver(of, running, new ExecutionRejected(failure))) { Execution = running };
    }

    /// <summary>What spans need of history: a run that is kept has let go of it.</summary>
    private List<HistoryEvent> PastOf(RecordedHistory history, TurnRecord turn)
    {
        if (history.Live is null || turn.Start.Trace is null || !EngineSpans.Wanted)
            return history.Events;
        return [.. engine.Reader.History(turn.Row).SelectMany(t => t.Events)];
    }
}
