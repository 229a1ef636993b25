using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Durable.Engine.Telemetry;

namespace LocalFunctions.Durable.Engine.Hub;

internal sealed partial class HubTransaction
{
    /// <summary>Commits a turn: its history, its outgoing work, what it consumed and the instance's state, or nothing if the instance was replaced.</summary>
    /// <exception cref="RepeatedMessagesException">The turn has handled messages that an earlier one has consumed.</exception>
    public TurnOutcome Commit(TurnRecord turn)
    {
        string? execution = sql.Scalar<string>("SELECT execution FROM instances WHERE row = $0 AND status < 3", turn.Row);
        if (execution != turn.Execution)
            return new TurnOutcome(true, 0, null, [], []);

        List<long> repeated = [.. turn.Consumed.Where(seq => sql.Execute("DELETE FROM inbox WHERE seq = $0", seq) == 0)];
        if (repeated.Count > 0)
            throw new RepeatedMessagesException(repeated);
        List<Started> children = [];
        List<(string InstanceId, Message Message)> sent = [];
        foreach (HistoryEvent action in turn.Events)
        {
            if (action is SubOrchestrationCreated child)
                StartChild(turn, child, children, sent);
            else if (action is EventSent e && Send(e.InstanceId, null, new EventRaised(e.Name, e.Input)) is { } message)
                sent.Add((e.InstanceId, message));
        }

        if (turn.End?.Continue is { } next)
            return new TurnOutcome(false, 0, Continue(turn, next), children, sent);

        byte[] data = HistoryCodec.Encode(turn.Events);
        sql.Execute("INSERT INTO history VALUES ($0, $1, $2, $3)", turn.Row, turn.Turn, HistoryCodec.SchemaVersion, data);
        sql.Execute(
            """
            UPDATE instances SET status = $1, updated = $2, output = $3, failure = $4, custom = $5, historyBytes = historyBytes + $6 WHERE row = $0
            """,
            turn.Row, (int)turn.Status, turn.Now.Ticks, turn.End?.Output, turn.End?.Failure is { } failure ? HistoryCodec.Encode(failure) : null,
            turn.Custom, data.Length);
        if (turn.End is not null)
            Close(turn, turn.End, sent);
        return new TurnOutcome(false, data.Length, null, children, sent);
    }

    private void StartChild(TurnRecord turn, SubOrchestrationCreated child, List<Started> children, List<(string InstanceId, Message Message)> sent)
    {
        ParentLink parent = new(turn.Start.Name, turn.InstanceId, turn.Execution, child.Id);
        if (child.InstanceId == turn.InstanceId)
        {
            Report(parent, new SubOrchestrationFailed(child.Id, new Failure(typeof(ArgumentException).FullName!, "A sub-orchestration needs an instance id of its own.", Final: true)), sent);
            return;
        }

        TraceParent? trace = turn.Start.Trace?.WithSpan(TraceParent.SpanOf(turn.Execution, child.Id));
        ExecutionStarted start = new(child.Name, child.Version, child.Input, parent, child.Tags, null, trace);
        Started started = Start(new StartRequest(child.InstanceId, NewExecution(), start, turn.Now, null, []));
        children.Add(started);
        sent.AddRange(started.Others);
    }

    private Started Continue(TurnRecord turn, Continuation next)
    {
        string execution = NewExecution();
        ExecutionStarted start = turn.Start with
        {
            Input = turn.End!.Output,
            Version = next.NewVersion ?? turn.Start.Version,
            Carryover = next.Carryover.Count == 0 ? null : [.. next.Carryover],
        };
        sql.Execute("DELETE FROM history WHERE row = $0", turn.Row);
        sql.Execute("DELETE FROM inbox WHERE row = $0 AND execution IS NOT NULL", turn.Row);
        sql.Execute(
            """
            UPDATE instances SET execution = $1, version = $2, input = $3, status = $4, created = $5, updated = $5, historyBytes = 0, custom = $6
            WHERE row = $0
            """,
            turn.Row, execution, start.Version, start.Input, (int)InstanceStatus.Running, turn.Now.Ticks, turn.Custom);
        return new Started(turn.InstanceId, turn.Row, execution, Put(turn.Row, execution, null, start), []);
    }

    private void Close(TurnRecord turn, TurnEnd end, List<(string InstanceId, Message Message)> sent)
    {
        sql.Execute("DELETE FROM inbox WHERE row = $0", turn.Row);
        if (end.Status == InstanceStatus.Terminated && turn.Events.OfType<ExecutionTerminated>().Any(e => e.Recursive == true))
        {
            // A turn that was under way when the request came may have started children since.
            foreach (string child in Children(turn.InstanceId))
                sent.AddRange(Terminate(child, end.Output, recursive: true));
        }

        if (turn.Start.Parent is not { } parent)
            return;
        HistoryEvent report = end.Status == InstanceStatus.Completed
            ? new SubOrchestrationCompleted(parent.TaskId, end.Output)
            : new SubOrchestrationFailed(parent.TaskId, end.Failure ?? new Failure("(unknown)", $"The sub-orchestration was {end.Status}."));
        Report(parent, report, sent);
    }

    private static string NewExecution() => Guid.NewGuid().ToString("N");
}
