using LocalFunctions.Durable.Engine.History;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The context that an orchestrator sees: it turns calls into actions of its <see cref="OrchestrationRun"/>.</summary>
internal sealed partial class RunContext(OrchestrationRun run, RunSettings settings, string instanceId) : TaskOrchestrationContext
{
    private int _guids;

    public override TaskName Name => new(run.Start!.Name);

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent
        => run.Start?.Parent is { } parent ? new ParentOrchestrationInstance(new TaskName(parent.Name), parent.InstanceId) : null;

    public override string Version => run.Start!.Version;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            run.EnsureOwnThread();
            return run.Time;
        }
    }

    public override bool IsReplaying
    {
        get
        {
            run.EnsureOwnThread();
            return run.IsReplaying;
        }
    }

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    public override T? GetInput<T>()
        where T : default
    {
        run.EnsureOwnThread();
        return settings.Converter.Deserialize<T>(run.Start!.Input);
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        DateTime end = fireAt.ToUniversalTime();
        TimeSpan longest = settings.Options.MaxTimerInterval;
        while (end - CurrentUtcDateTime > longest && !cancellationToken.IsCancellationRequested)
            await Timer(CurrentUtcDateTime + longest, cancellationToken);
        await Timer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        run.EnsureOwnThread();
        return run.Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        run.EnsureOwnThread();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        InstanceIds.RefuseEntity(instanceId);
        string? data = Serialize(payload, "event");
        int id = run.NextId();
        run.Actions.Ask(id, new EventSent(id, instanceId, eventName, data));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        run.EnsureOwnThread();
        run.CustomStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        run.EnsureOwnThread();
        string? input = Serialize(options.NewInput, "input of the new run");
        List<EventRaised> unread = run.Continuation?.Unread ?? [];
        if (options.PreserveUnprocessedEvents)
            unread.AddRange(run.Events.TakeUnread());
        run.Continuation = new Continuation(input, string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion, run.Continuation?.Late ?? [], unread);
    }

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);

    private async Task Timer(DateTime fireAt, CancellationToken cancellation)
    {
        run.EnsureOwnThread();
        int id = run.NextId();
        run.Actions.Ask(id, new TimerCreated(id, fireAt));
        Task fired = run.Tasks.Open(id);
        cancellation.Register(() => run.CancelTimer(id));
        await fired;
    }

    private string? Serialize(object? value, string what)
        => PayloadLimit.Check(settings.Converter.Serialize(value), settings.Options.MaxPayloadBytes, what);
}
