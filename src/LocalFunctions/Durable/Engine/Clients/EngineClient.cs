using System.Diagnostics;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Durable.Engine.Telemetry;

namespace LocalFunctions.Durable.Engine.Clients;

/// <summary>The client of the local engine. A request that has returned is on disk.</summary>
internal sealed partial class EngineClient(DurableEngine engine) : DurableTaskClient(engine.Options.HubName)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        string id = InstanceIds.ForStart(options?.InstanceId);
        string version = options?.Version is { } asked ? asked.Version : engine.Options.DefaultVersion;
        Dictionary<string, string>? tags = options?.Tags is { Count: > 0 } labels ? new(labels, StringComparer.Ordinal) : null;
        string execution = NewId();
        using Activity? span = EngineSpans.Create(orchestratorName.Name, version, id, execution);
        ExecutionStarted start = new(orchestratorName.Name, version, Serialize(input, "input"), null, tags, null, TraceParent.Of(Activity.Current));
        StartRequest request = new(id, execution, start, Now, options?.StartAt?.UtcDateTime, StatusNames.Parse(options?.DedupeStatuses));
        await WriteAsync(id, t => t.Start(request), Begin);
        return id;

        void Begin(Started started)
        {
            engine.Begin(started);
            Route(started.Others);
        }
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using Activity? span = EngineSpans.Raise(eventName, instanceId);
        Message? sent = await SendAsync(instanceId, new EventRaised(eventName, Serialize(eventPayload, "event")), cancellation);
        if (sent is null && engine.Options.ThrowOnRaiseToMissing)
            throw new InvalidOperationException($"No orchestration with the instance id '{instanceId}' is running.");
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionResumed(reason), cancellation);

    public override async Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceIds.RefuseEntity(instanceId);
        cancellation.ThrowIfCancellationRequested();
        string? output = Serialize(options?.Output, "output");
        await WriteAsync(instanceId, t => t.Terminate(instanceId, output, options?.Recursive ?? false), Route);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string NewId() => Guid.NewGuid().ToString("N");

    private DateTime Now => engine.Time.GetUtcNow().UtcDateTime;

    private async Task<Message?> SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceIds.RefuseEntity(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return await WriteAsync(instanceId, t => t.Send(instanceId, null, message), sent => engine.Route(instanceId, sent));
    }

    private void Route(IEnumerable<(string InstanceId, Message Message)> sent)
    {
        foreach ((string target, Message message) in sent)
            engine.Route(target, message);
    }

    private Task<T> WriteAsync<T>(string instanceId, Func<HubTransaction, T> apply, Action<T>? committed = null)
    {
        engine.Fault(FaultPoint.BeforeClientCommit, instanceId);
        return engine.Writer.WriteAsync(apply, result =>
        {
            if (!engine.Fault(FaultPoint.AfterClientCommit, instanceId))
                committed?.Invoke(result);
        });
    }

    private string? Serialize(object? value, string what) => PayloadLimit.Check(engine.Converter.Serialize(value), engine.Options.MaxPayloadBytes, what);
}
