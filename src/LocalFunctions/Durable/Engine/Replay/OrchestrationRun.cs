using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>
/// One run of an orchestrator: feeds it recorded events, then new ones, and says what it asked for. Everything happens on the caller's thread within
/// <see cref="Execute"/>; the object may be kept between turns or thrown away and built again from history.
/// </summary>
internal sealed class OrchestrationRun
{
    private const string IllegalAwait =
        "An invalid asynchronous invocation was detected: the orchestrator awaited something that is not a task of its context "
        + "(Task.Run, Task.Delay, CancelAsync, HttpClient, ConfigureAwait(false) …), or used the context from another thread.";

    private readonly RunSettings _settings;
    private readonly Action<Failure> _brokenLater;
    private readonly TurnSynchronizationContext _thread;
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private readonly HashSet<int> _cancelledTimers = [];
    private readonly RunContext _context;
    private Task<object?>? _code;
    private TurnEnd? _end;
    private int _nextId;
    private int _broken;
    private volatile bool _inTurn;

    /// <param name="settings">The run's surroundings.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="brokenLater">Called, on any thread, when the code breaks the rules after its turn has ended.</param>
    public OrchestrationRun(RunSettings settings, string instanceId, Action<Failure> brokenLater)
    {
        _settings = settings;
        _brokenLater = brokenLater;
        _thread = new TurnSynchronizationContext(Break);
        Events = new ExternalEvents(settings.Converter);
        _context = new RunContext(this, settings, instanceId);
    }

    /// <summary>The id of this run: children that are given a blank id are named after it.</summary>
    public string Execution { get; init; } = string.Empty;

    public ActionLog Actions { get; } = new();

    public OpenTasks Tasks { get; } = new();

    public ExternalEvents Events { get; }

    public DateTime Time { get; private set; }

    public bool IsReplaying { get; private set; }

    public ExecutionStarted? Start { get; private set; }

    public bool Suspended { get; private set; }

    /// <summary>Set when the code has asked to start anew.</summary>
    public Continuation? Continuation { get; set; }

    /// <summary>What this run has set. A run that has set none clears the status that the run before it left.</summary>
    public object? CustomStatus { get; set; }

    /// <summary>The next sequence id.</summary>
    public int NextId() => _nextId++;

    /// <summary>Goes through recorded events, then handles new ones.</summary>
    public TurnResult Execute(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> fresh)
    {
        try
        {
            Go(past, fresh);
            Conclude();
        }
        catch (Exception exception)
        {
            // Divergence, or an event whose payload does not fit: the instance cannot go on.
            _end = new TurnEnd(InstanceStatus.Failed, exception.Message, Failure.Of(exception));
        }

        return Result();
    }

    /// <summary>Goes through recorded events only.</summary>
    /// <exception cref="NonDeterminismException">The code does not repeat them.</exception>
    public TurnEnd? Verify(IEnumerable<HistoryEvent> past)
    {
        Go(past, []);
        Conclude();
        return _end;
    }

    /// <exception cref="InvalidOperationException">The caller is not the orchestrator's own flow.</exception>
    public void EnsureOwnThread()
    {
        if (_thread.IsOwner)
            return;
        Break();
        throw new InvalidOperationException(IllegalAwait);
    }

    public void CancelTimer(int id)
    {
        if (!_thread.IsOwner)
            Break();
        else if (Tasks.Cancel(id))
            _cancelledTimers.Add(id);
    }

    private static TurnEnd Rejected() => new(InstanceStatus.Failed, IllegalAwait, new Failure(typeof(InvalidOperationException).FullName!, IllegalAwait));

    private void Go(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> fresh)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        Actions.Clear();
        _cancelledTimers.Clear();
        _inTurn = true;
        _thread.Enter();
        try
        {
            SynchronizationContext.SetSynchronizationContext(_thread);
            IsReplaying = true;
            Process(past);
            IsReplaying = false;
            Process(fresh);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            _thread.Leave();
            _inTurn = false;
        }
    }

    private void Process(IEnumerable<HistoryEvent> events)
    {
        foreach (HistoryEvent next in events)
        {
            if (_end is not null)
                return;
            if (next is TurnStarted turn)
                Time = turn.Time;
            else if (Suspended && next is not (ExecutionSuspended or ExecutionResumed or ExecutionTerminated or ExecutionRejected))
                _whileSuspended.Enqueue(next);
            else
                Process(next);
            _thread.Drain();
        }
    }

    private void Process(HistoryEvent next)
    {
        switch (next)
        {
            case ExecutionStarted e:
                Begin(e);
                break;
            case TaskScheduled or SubOrchestrationCreated or TimerCreated or EventSent:
                Actions.Match(next);
                break;
            case TaskCompleted e:
                Tasks.Complete(e.Id, e.Result);
                break;
            case TaskFailed e:
                Tasks.Fail(e.Id, e.Failure);
                break;
            case SubOrchestrationCompleted e:
                Tasks.Complete(e.Id, e.Result);
                break;
            case SubOrchestrationFailed e:
                Tasks.Fail(e.Id, e.Failure);
                break;
            case TimerFired e:
                Tasks.Complete(e.Id, null);
                break;
            case EventRaised e when Continuation is not null:
                Continuation.Late.Add(e);
                break;
            case EventRaised e:
                Events.Deliver(e);
                break;
            case ExecutionSuspended when Suspended:
                break;
            case ExecutionSuspended:
                Suspended = true;
                Actions.Hold();
                break;
            case ExecutionResumed:
                Resume();
                break;
            case ExecutionTerminated e:
                _end = new TurnEnd(InstanceStatus.Terminated, e.Output, null);
                break;
            case ExecutionRejected e:
                _end = new TurnEnd(InstanceStatus.Failed, e.Failure.Message, e.Failure);
                break;
        }
    }

    private void Begin(ExecutionStarted start)
    {
        Start = start;
        _code = _settings.Start(start.Name, _context);
        _thread.Drain();
        foreach (EventRaised carried in start.Carryover ?? [])
        {
            Process([carried]);
        }
    }

    private void Resume()
    {
        Suspended = false;
        Actions.Release();
        HistoryEvent[] queued = [.. _whileSuspended];
        _whileSuspended.Clear();
        Process(queued);
    }

    private void Conclude()
    {
        if (_end is not null || _code is null)
            return;
        if (Volatile.Read(ref _broken) != 0)
            _end = Rejected();
        else if (_code.IsCompleted && Tasks.Count == 0)
            _end = EndOf(_code);
        else if (!_code.IsCompleted && Tasks.Count == 0 && !Events.HasOpenWaits)
            _end = Rejected();
        else if (!_code.IsCompleted)
            _ = _code.ContinueWith(WatchEnd, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void WatchEnd(Task<object?> code)
    {
        if (!_thread.IsOwner)
            Break();
    }

    private TurnEnd EndOf(Task<object?> code)
    {
        if (!code.IsCompletedSuccessfully)
        {
            Exception exception = code.Exception?.InnerExceptions[0] ?? new TaskCanceledException(code);
            return new TurnEnd(InstanceStatus.Failed, exception.Message, Failure.Of(exception));
        }

        // The code is through although the instance was halted in this very turn: what it has asked for goes out, what came since goes to the next run.
        Actions.Release();
        Continuation?.Late.AddRange(_whileSuspended.OfType<EventRaised>());
        if (Continuation is not null)
            return new TurnEnd(InstanceStatus.Running, Continuation.Input, null, Continuation);
        string? output = _settings.Converter.Serialize(code.Result);
        return PayloadLimit.Excess(output, _settings.Options.MaxPayloadBytes, "output") is { } failure
            ? new TurnEnd(InstanceStatus.Failed, failure.Message, failure)
            : new TurnEnd(InstanceStatus.Completed, output, null);
    }

    private TurnResult Result()
    {
        string? status = null;
        try
        {
            status = _settings.Converter.Serialize(CustomStatus);
            if (PayloadLimit.StatusExcess(status, _settings.Options.MaxCustomStatusBytes) is { } failure)
                (status, _end) = (null, new TurnEnd(InstanceStatus.Failed, failure.Message, failure));
        }
        catch (Exception exception)
        {
            _end = new TurnEnd(InstanceStatus.Failed, exception.Message, Failure.Of(exception));
        }

        IReadOnlyList<HistoryEvent> actions = _end is { Status: InstanceStatus.Failed or InstanceStatus.Terminated } ? [] : Actions.Asked;
        return new TurnResult(actions, [.. _cancelledTimers], status, Suspended, _end);
    }

    private void Break()
    {
        if (Interlocked.Exchange(ref _broken, 1) == 0 && !_inTurn)
            _brokenLater(Rejected().Failure!);
    }
}
