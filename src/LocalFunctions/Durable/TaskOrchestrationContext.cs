using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable;

/// <summary>
/// What an orchestrator may use: everything else (clock, random, I/O, other awaits) would differ on replay. Its tasks and times come from the recorded
/// history, so the same code reaches the same point again after a restart.
/// </summary>
public abstract partial class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; null for one that a client started.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time (UTC) at which the present turn began: the same throughout a turn and again on replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the orchestrator is going through recorded events again; false while it handles new ones.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version that the instance was started with; empty when unversioned.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Settings of the host for this orchestration.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>The factory behind the replay-safe loggers.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input; default if there is none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input; serialized into history.</param>
    /// <param name="options">Retries and version.</param>
    /// <exception cref="InvalidOperationException">Called outside the orchestrator's own flow.</exception>
    /// <exception cref="TaskFailedException">The activity failed, after its retries.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options)
        => CallActivityAsync(name, null, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    /// <returns>The activity's result.</returns>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options)
        => CallActivityAsync<TResult>(name, null, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    /// <returns>The activity's result.</returns>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A timer that ends after a while. Cancel it when it is no longer needed: the instance stays Running while one is open.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A timer that ends at an instant. Cancel it when it is no longer needed: the instance stays Running while one is open.</summary>
    /// <exception cref="TaskCanceledException">The token was cancelled first.</exception>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an event. Of several waits for one name the newest gets the next event, and a cancelled wait still takes one. Events that came before are
    /// kept. Names are compared without case.
    /// </summary>
    /// <exception cref="ArgumentException">Another type is already awaited under this name.</exception>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event at most <paramref name="timeout"/>.</summary>
    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event at most <paramref name="timeout"/> and until <paramref name="cancellationToken"/>.</summary>
    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new();
        Task late = CreateTimer(timeout, timer.Token);
        using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> come = WaitForExternalEvent<T>(eventName, wait.Token);
        Task first = await Task.WhenAny(late, come);
        (first == come ? timer : wait).Cancel();
        return await come;
    }

    /// <summary>Sends an event to another instance; it is lost without notice if there is none.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets the status that clients see (up to 16 KB as UTF-16); null clears it.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls a sub-orchestration.</summary>
    /// <returns>Its result.</returns>
    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    /// <returns>The sub-orchestration's result.</returns>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration: an instance of its own that reports its end here.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input; serialized into history.</param>
    /// <param name="options">Retries, version, and by <see cref="SubOrchestrationOptions"/> the instance id.</param>
    /// <exception cref="InvalidOperationException">Called outside the orchestrator's own flow.</exception>
    /// <exception cref="TaskFailedException">It failed or was terminated, after its retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Ends this run once the orchestrator has returned, and starts the instance anew with an empty history.</summary>
    /// <param name="newInput">The input of the new run.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that came and were not awaited go to the new run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <inheritdoc cref="ContinueAsNew(object?, bool)"/>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A GUID that is the same again on replay: a version 5 UUID of the instance id, the turn's time and a counter.</summary>
    public abstract Guid NewGuid();

    /// <summary>Compares the instance's version: as <see cref="System.Version"/> if both are, else as text without case. Unversioned comes first.</summary>
    /// <returns>Below zero, zero or above zero, as the instance's version is lower, the same or higher.</returns>
    public virtual int CompareVersionTo(string version)
    {
        string own = Version;
        if (string.IsNullOrWhiteSpace(own) || string.IsNullOrWhiteSpace(version))
            return string.IsNullOrWhiteSpace(version).CompareTo(string.IsNullOrWhiteSpace(own));
        return System.Version.TryParse(own, out Version? mine) && System.Version.TryParse(version, out Version? other)
            ? mine.CompareTo(other)
            : string.Compare(own, version, StringComparison.OrdinalIgnoreCase);
    }
}
