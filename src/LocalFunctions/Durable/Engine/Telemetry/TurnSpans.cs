using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Telemetry;

/// <summary>After a turn is committed: the spans of what it brought to an end. A replay commits nothing, so no span comes twice.</summary>
internal static class TurnSpans
{
    /// <param name="past">What history recorded before the turn.</param>
    /// <param name="turn">The committed turn.</param>
    public static void Emit(IReadOnlyList<HistoryEvent> past, Hub.TurnRecord turn)
    {
        if (!EngineSpans.Wanted || turn.Start.Trace is null)
            return;
        foreach (HistoryEvent ended in turn.Events)
            Emit(past, turn, ended);
        if (turn.End is not { } end)
            return;
        DateTime began = past.OfType<TurnStarted>().FirstOrDefault()?.Time ?? turn.Now;
        string status = end.Continue is null ? end.Status.ToString() : "ContinuedAsNew";
        EngineSpans.Run(turn.InstanceId, turn.Execution, turn.Start, began, turn.Now, status, end.Status == InstanceStatus.Failed);
    }

    private static void Emit(IReadOnlyList<HistoryEvent> past, Hub.TurnRecord turn, HistoryEvent ended)
    {
        (int id, bool failed) = ended switch
        {
            TaskCompleted e => (e.Id, false),
            TaskFailed e => (e.Id, true),
            SubOrchestrationCompleted e => (e.Id, false),
            SubOrchestrationFailed e => (e.Id, true),
            TimerFired e => (e.Id, false),
            _ => (-1, false),
        };
        if (id < 0 || Find(past, ended, id) is not (var asked, var began))
            return;
        switch (asked)
        {
            case TaskScheduled e:
                EngineSpans.Task(turn.InstanceId, turn.Execution, turn.Start, ("activity", id, e.Name, e.Version), began, turn.Now, failed);
                break;
            case SubOrchestrationCreated e:
                EngineSpans.Task(turn.InstanceId, turn.Execution, turn.Start, ("orchestration", id, e.Name, e.Version), began, turn.Now, failed);
                break;
            case TimerCreated e:
                EngineSpans.Timer(turn.InstanceId, turn.Execution, turn.Start, e, began, turn.Now);
                break;
        }
    }

    private static (HistoryEvent Asked, DateTime Began)? Find(IReadOnlyList<HistoryEvent> past, HistoryEvent ended, int id)
    {
        HistoryEvent? asked = null;
        for (int i = past.Count - 1; i >= 0; i--)
        {
            // A result that comes twice counts once.
            if (asked is null && past[i] == ended)
                return null;
            if (past[i] is TaskScheduled { } task && task.Id == id || past[i] is SubOrchestrationCreated { } child && child.Id == id || past[i] is TimerCreated { } timer && timer.Id == id)
                asked = past[i];
            else if (asked is not null && past[i] is TurnStarted turn)
                return (asked, turn.Time);
        }

        return null;
    }
}
