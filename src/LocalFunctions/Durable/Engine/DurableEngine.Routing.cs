using LocalFunctions.Durable.Engine.Dispatch;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Replay;

namespace LocalFunctions.Durable.Engine;

/// <summary>What follows a commit: events go to instances, activities and timers start. All of it can be derived from the hub again.</summary>
internal sealed partial class DurableEngine
{
    /// <summary>Gives an event to a run. It becomes durable with the turn that takes it.</summary>
    public void Deliver(LiveInstance instance, string execution, HistoryEvent message)
        => Deliver(instance, new Message(0, instance.Row, execution, null, message));

    /// <summary>Follows a committed turn, on the writer's thread.</summary>
    public void Committed(LiveInstance instance, TurnRecord turn, TurnResult result, TurnOutcome outcome)
    {
        if (Fault(FaultPoint.AfterTurnCommit, instance.Id) || outcome.Stale)
            return;
        foreach (Started child in outcome.Children)
            Begin(child);
        if (Fault(FaultPoint.BetweenDispatches, instance.Id))
            return;
        if (outcome.Continued is { } next)
            instance.Continue(next.Execution, next.First);
        else if (result.End is not null)
            _live.TryRemove(new KeyValuePair<string, LiveInstance>(instance.Id, instance));
        else
            Dispatch(instance, turn.Execution, result);
        if (Fault(FaultPoint.BetweenDispatches, instance.Id))
            return;
        foreach ((string target, Message message) in outcome.Sent)
            Route(target, message);
        Waiters.Changed(instance.Id);
    }

    /// <summary>Follows a committed start, on the writer's thread.</summary>
    public void Begin(Started started)
    {
        // A start that was committed with the load's own transaction has been found by the load.
        if (started.First.Seq > _loadedThrough)
        {
            LiveInstance instance = new(started.Id, started.Row, started.Execution);
            _live[started.Id] = instance;
            Deliver(instance, started.First);
        }

        Waiters.Changed(started.Id);
    }

    /// <summary>Follows a committed message, on the writer's thread.</summary>
    public void Route(string instanceId, Message? message)
    {
        if (message?.Seq > _loadedThrough && _live.TryGetValue(instanceId, out LiveInstance? instance) && instance.Row == message.Row)
            Deliver(instance, message);
    }

    /// <summary>Gives a message to an instance when it is due. One that is given twice is taken once.</summary>
    public void Deliver(LiveInstance instance, Message message)
    {
        if (Fault(FaultPoint.BeforeDelivery, instance.Id))
            return;
        DeliveryHook?.Invoke(instance, message);
        if (message.Due is { } due && due > Time.GetUtcNow().UtcDateTime)
            Timers.Add(due, () => Deliver(instance, message));
        else if (instance.Add(message))
            _turns.Add(instance);
    }

    private void Dispatch(LiveInstance instance, string execution, TurnResult result)
    {
        foreach (HistoryEvent action in result.Actions)
        {
            if (action is TaskScheduled task)
                _activities.Add(new ActivityCall(instance, execution, task));
            else if (action is TimerCreated timer && !result.CancelledTimers.Contains(timer.Id))
                Arm(instance, execution, timer);
        }
    }

    private void Arm(LiveInstance instance, string execution, TimerCreated timer) => Timers.Add(timer.FireAt, () =>
    {
        if (instance.Execution == execution && !Fault(FaultPoint.TimerDue, instance.Id))
            Deliver(instance, execution, new TimerFired(timer.Id));
    });

    /// <summary>Takes up what the hub says is under way, on the writer's thread: nothing is committed meanwhile.</summary>
    private void Load()
    {
        Dictionary<long, LiveInstance> byRow = [];
        foreach (InstanceRow row in Reader.Open())
        {
            LiveInstance instance = new(row.Id, row.Row, row.Execution);
            _live[row.Id] = instance;
            byRow[row.Row] = instance;
            if (row.Status != InstanceStatus.Pending)
                Resume(instance);
            if (Fault(FaultPoint.Loading, row.Id))
                return;
        }

        List<Message> inbox = Reader.Inbox();
        _loadedThrough = inbox is [.., { } last] ? last.Seq : 0;
        foreach (Message message in inbox)
        {
            if (!byRow.TryGetValue(message.Row, out LiveInstance? instance))
                continue;
            Deliver(instance, message);
            if (Fault(FaultPoint.Loading, instance.Id))
                return;
        }
    }

    private void Resume(LiveInstance instance)
    {
        Dictionary<int, HistoryEvent> open = [];
        foreach (HistoryEvent recorded in Reader.History(instance.Row).SelectMany(turn => turn.Events))
        {
            switch (recorded)
            {
                case ExecutionStarted e:
                    instance.Trace = e.Trace;
                    break;
                case TaskScheduled e:
                    open.Add(e.Id, e);
                    break;
                case TimerCreated e:
                    open.Add(e.Id, e);
                    break;
                case TaskCompleted e:
                    open.Remove(e.Id);
                    break;
                case TaskFailed e:
                    open.Remove(e.Id);
                    break;
                case TimerFired e:
                    open.Remove(e.Id);
                    break;
            }
        }

        foreach (HistoryEvent waiting in open.Values)
        {
            if (waiting is TaskScheduled task)
                _activities.Add(new ActivityCall(instance, instance.Execution, task));
            else if (waiting is TimerCreated timer)
                Arm(instance, instance.Execution, timer);
        }
    }
}
