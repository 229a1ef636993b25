namespace LocalFunctions.Durable.Engine;

/// <summary>The orchestrators and activities of the app, as the host knows them: what the engine may call.</summary>
internal interface IDurableFunctions
{
    /// <summary>Whether an orchestrator of this name exists; names are compared without case.</summary>
    bool HasOrchestrator(string name);

    /// <summary>Whether an activity of this name exists; names are compared without case.</summary>
    bool HasActivity(string name);

    /// <summary>
    /// Starts an orchestrator function (through the app's middleware) and returns its task. The task completes only by tasks of <paramref name="context"/>:
    /// the caller runs it under the context's own synchronization context, and nothing here may go asynchronous by itself.
    /// </summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>
    /// Runs an activity function (through the app's middleware, in a scope of its own). The serialized input is bound to the parameter that carries
    /// <c>[ActivityTrigger]</c>. The result is the function's own value, not yet serialized. An exception is the activity's failure.
    /// </summary>
    Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation);
}
