using System.Text.Json.Serialization;

namespace LocalFunctions.Durable.Engine.History;

/// <summary>One recorded fact of an instance's run. Events are append-only; the short discriminator is what is stored.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "k")]
[JsonDerivedType(typeof(TurnStarted), "turn")]
[JsonDerivedType(typeof(ExecutionStarted), "start")]
[JsonDerivedType(typeof(TaskScheduled), "task")]
[JsonDerivedType(typeof(TaskCompleted), "task-done")]
[JsonDerivedType(typeof(TaskFailed), "task-failed")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "sub")]
[JsonDerivedType(typeof(SubOrchestrationCompleted), "sub-done")]
[JsonDerivedType(typeof(SubOrchestrationFailed), "sub-failed")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(TimerFired), "timer-fired")]
[JsonDerivedType(typeof(EventSent), "sent")]
[JsonDerivedType(typeof(EventRaised), "raised")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionRejected), "rejected")]
[JsonDerivedType(typeof(ExecutionCompleted), "end")]
internal abstract record HistoryEvent;

/// <summary>A turn began: every event up to the next one of these was handled at this time.</summary>
internal sealed record TurnStarted(DateTime Time) : HistoryEvent;

/// <summary>The run began. <paramref name="Carryover"/>: events that the run before left unread. <paramref name="Trace"/>: the trace that asked for it.</summary>
internal sealed record ExecutionStarted(
    string Name, string Version, string? Input, ParentLink? Parent, Dictionary<string, string>? Tags, EventRaised[]? Carryover, Telemetry.TraceParent? Trace = null)
    : HistoryEvent;

internal sealed record TaskScheduled(int Id, string Name, string Version, string? Input) : HistoryEvent;

internal sealed record TaskCompleted(int Id, string? Result) : HistoryEvent;

internal sealed record TaskFailed(int Id, Failure Failure) : HistoryEvent;

internal sealed record SubOrchestrationCreated(int Id, string Name, string Version, string InstanceId, string? Input, Dictionary<string, string>? Tags) : HistoryEvent;

internal sealed record SubOrchestrationCompleted(int Id, string? Result) : HistoryEvent;

internal sealed record SubOrchestrationFailed(int Id, Failure Failure) : HistoryEvent;

internal sealed record TimerCreated(int Id, DateTime FireAt) : HistoryEvent;

internal sealed record TimerFired(int Id) : HistoryEvent;

internal sealed record EventSent(int Id, string InstanceId, string Name, string? Input) : HistoryEvent;

internal sealed record EventRaised(string Name, string? Input) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

/// <summary>The run was terminated. <paramref name="Recursive"/>: its sub-orchestrations too, with those that are born before the run takes this.</summary>
internal sealed record ExecutionTerminated(string? Output, bool? Recursive = null) : HistoryEvent;

/// <summary>The orchestrator broke the rules after its turn had ended: the instance fails.</summary>
internal sealed record ExecutionRejected(Failure Failure) : HistoryEvent;

internal sealed record ExecutionCompleted(InstanceStatus Status, string? Output, Failure? Failure) : HistoryEvent;

/// <summary>Which task of which run of which instance a sub-orchestration reports to.</summary>
internal sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int TaskId);

/// <summary>The stored states of an instance; the numbers are in the hub file.</summary>
internal enum InstanceStatus
{
    Pending = 0,
    Running = 1,
    Suspended = 2,
    Completed = 3,
    Failed = 4,
    Terminated = 5,
}
