using System.Diagnostics;
using System.Threading.Channels;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Durable.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>An activity to be run: for which task of which run.</summary>
internal sealed record ActivityCall(LiveInstance Instance, string Execution, TaskScheduled Task)
{
    /// <summary>Since when it has been waiting to run.</summary>
    public LinkedListNode<long>? Ready { get; set; }
}

/// <summary>
/// Runs activities, at most so many at a time. A result becomes durable with the turn that takes it; until then the activity counts as not done and runs
/// again after a crash.
/// </summary>
internal sealed class ActivityDispatcher(DurableEngine engine, IDurableFunctions functions, DataConverter converter, ILogger logger)
{
    private readonly Channel<ActivityCall> _queue = Channel.CreateUnbounded<ActivityCall>();
    private volatile bool _completed;

    private readonly StageClock _waiting = new("activity-ready", engine.Time);
    private readonly StageClock _running = new("activity-running", engine.Time);

    public IEnumerable<EngineStage> Stages => [_waiting.Now(), _running.Now()];

    /// <summary>Starts nothing more: what waits is scheduled in history and runs next time. The loops end with what they run.</summary>
    public void Complete()
    {
        _completed = true;
        _queue.Writer.TryComplete();
    }

    public void Add(ActivityCall call)
    {
        engine.InFlight.Enter();
        call.Ready = _waiting.Enter();
        _queue.Writer.TryWrite(call);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            while (!_completed && await _queue.Reader.WaitToReadAsync(stopping))
            {
                while (!_completed && !stopping.IsCancellationRequested && _queue.Reader.TryRead(out ActivityCall? call))
                {
                    _waiting.Leave(call.Ready!);
                    LinkedListNode<long> running = _running.Enter();
                    await RunAsync(call, stopping);
                    _running.Leave(running);
                    engine.InFlight.Leave();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The engine stops: what has not run is scheduled in history and runs next time.
        }
    }

    private async Task RunAsync(ActivityCall call, CancellationToken stopping)
    {
        if (call.Instance.Execution != call.Execution || engine.Fault(FaultPoint.BeforeActivity, call.Instance.Id))
            return;
        HistoryEvent result;
        long began = engine.Time.GetTimestamp();
        using Activity? span = EngineSpans.Activity(call.Instance.Id, call.Execution, call.Task, call.Instance.Trace);
        try
        {
            result = await CallAsync(call, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // The message can hold personal data: the log gets the type only, history gets what the app's middleware let through.
            logger.LogWarning("Activity {Activity} #{TaskId} of {InstanceId} failed: {ErrorType}", call.Task.Name, call.Task.Id, call.Instance.Id, exception.GetType());
            result = new TaskFailed(call.Task.Id, Failure.Of(exception));
        }

        if (result is TaskFailed)
            span?.SetStatus(ActivityStatusCode.Error);
        engine.Metrics.Activity(engine.Time.GetElapsedTime(began), call.Task.Name, result is TaskFailed);
        if (!engine.Fault(FaultPoint.AfterActivity, call.Instance.Id))
            engine.Deliver(call.Instance, call.Execution, result);
    }

    private async Task<HistoryEvent> CallAsync(ActivityCall call, CancellationToken stopping)
    {
        TaskScheduled task = call.Task;
        if (!functions.HasActivity(task.Name))
            return new TaskFailed(task.Id, new Failure("ActivityTaskNotFound", $"No activity task named '{task.Name}' was found.", Final: true));
        object? value = await functions.RunActivityAsync(task.Name, call.Instance.Id, task.Input, stopping);
        string? data = converter.Serialize(value);
        return PayloadLimit.Excess(data, engine.Options.MaxPayloadBytes, $"result of activity '{task.Name}'") is { } failure
            ? new TaskFailed(task.Id, failure)
            : new TaskCompleted(task.Id, data);
    }
}
