using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>An instance's row, without its payloads.</summary>
internal sealed record InstanceRow(long Row, string Id, string Execution, string Name, string Version, InstanceStatus Status, ParentLink? Parent)
{
    public bool HasEnded => Status >= InstanceStatus.Completed;
}

/// <summary>All that is known of an instance; payloads and history are there if they were asked for.</summary>
internal sealed record InstanceState(
    InstanceRow Instance,
    DateTime Created,
    DateTime Updated,
    string? Input,
    string? Output,
    string? Custom,
    Failure? Failure,
    Dictionary<string, string>? Tags,
    long HistoryBytes);

/// <summary>An event on its way to an instance.</summary>
/// <param name="Seq">Its number in the hub's inbox; 0: it is in memory only, and what caused it happens again after a crash.</param>
/// <param name="Row">The instance's row.</param>
/// <param name="Execution">The run it is for; null: whichever runs.</param>
/// <param name="Due">When it may be delivered; null: at once.</param>
/// <param name="Event">The event.</param>
internal sealed record Message(long Seq, long Row, string? Execution, DateTime? Due, HistoryEvent Event);

/// <summary>A start that a client or a parent asks for.</summary>
internal sealed record StartRequest(
    string Id, string Execution, ExecutionStarted Start, DateTime Now, DateTime? StartAt, IReadOnlyCollection<InstanceStatus> Refused);

/// <summary>What a start did: the new instance, its first message, and what the replaced instance's parent is told.</summary>
internal sealed record Started(string Id, long Row, string Execution, Message First, IReadOnlyList<(string InstanceId, Message Message)> Others);

/// <summary>A turn to be committed.</summary>
internal sealed record TurnRecord(
    long Row,
    string InstanceId,
    string Execution,
    int Turn,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<long> Consumed,
    InstanceStatus Status,
    string? Custom,
    Replay.TurnEnd? End,
    ExecutionStarted Start,
    DateTime Now);

/// <summary>What a committed turn caused elsewhere. <see cref="Stale"/>: the instance had been replaced, nothing was committed.</summary>
internal sealed record TurnOutcome(bool Stale, int Bytes, Started? Continued, IReadOnlyList<Started> Children, IReadOnlyList<(string InstanceId, Message Message)> Sent);
