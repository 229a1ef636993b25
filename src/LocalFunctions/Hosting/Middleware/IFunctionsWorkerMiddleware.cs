namespace LocalFunctions.Middleware;

/// <summary>The rest of the pipeline: the next middleware, or the function.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>
/// Code that runs around every function, of whatever trigger, each replay of an orchestrator included (there it must not go asynchronous: leave it out by <c>UseWhen</c>).
/// One instance serves the whole app.
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around one invocation; it calls <paramref name="next"/> to go on.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
