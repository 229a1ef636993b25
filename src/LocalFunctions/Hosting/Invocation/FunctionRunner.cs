using System.Collections.Immutable;
using System.Diagnostics;
using LocalFunctions.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Runs functions through the app's middleware, each in an invocation of its own.</summary>
internal sealed class FunctionRunner(MiddlewarePipeline middleware, IServiceScopeFactory scopes, RunningInvocations running, ILogger<FunctionRunner> logger)
{
    private static readonly IReadOnlyDictionary<string, object?> NoData = ImmutableDictionary<string, object?>.Empty;

    private readonly FunctionExecutionDelegate _pipeline = HttpContextMiddleware.Step(middleware.Build(FunctionExecutor.ExecuteAsync));

    /// <summary>Runs a function; <paramref name="consume"/> uses its result while the invocation's services still live.</summary>
    /// <remarks>An exception of the function is logged by type only (its message may hold someone's data) and thrown on.</remarks>
    public async Task RunAsync(
        FunctionDescriptor function, object? input, IReadOnlyDictionary<string, object?>? bindingData, Func<LocalFunctionContext, Task> consume, CancellationToken cancellation)
    {
        using var entered = running.Enter(cancellation, out var token);
        await InvokeAsync(function, input, bindingData, consume, token);
    }

    /// <summary>Runs an activity. A stop leaves it to the engine, which knows whether its end still counts.</summary>
    public async Task<object?> RunActivityAsync(FunctionDescriptor function, string? input, IReadOnlyDictionary<string, object?> bindingData, CancellationToken cancellation)
    {
        object? result = null;
        await InvokeAsync(
            function,
            input,
            bindingData,
            context =>
            {
                result = context.Result.Value;
                return Task.CompletedTask;
            },
            cancellation);
        return result;
    }

    /// <summary>Runs a function whose result nobody uses.</summary>
    public Task RunAsync(FunctionDescriptor function, object? input, IReadOnlyDictionary<string, object?>? bindingData, CancellationToken cancellation) =>
        RunAsync(function, input, bindingData, static _ => Task.CompletedTask, cancellation);

    /// <summary>Runs an orchestrator on the caller's thread and synchronization context. It is not counted as running: it can be replayed at any time.</summary>
    public async Task<object?> RunOrchestratorAsync(FunctionDescriptor function, object input)
    {
        var context = new LocalFunctionContext(function, scopes, input, NoData, CancellationToken.None);
        try
        {
            await _pipeline(context);
            return context.Result.Value;
        }
        finally
        {
            // Completes at once unless a service of the scope insists on asynchronous disposal; that must not hold up the orchestrator's thread.
            _ = context.DisposeAsync().AsTask();
        }
    }

    /// <summary>What every line that is logged meanwhile carries.</summary>
    private static KeyValuePair<string, object?>[] ScopeOf(LocalFunctionContext context)
    {
        KeyValuePair<string, object?> function = new("Function", context.FunctionDefinition.Name);
        KeyValuePair<string, object?> invocation = new("Invocation", context.InvocationId);
        // An HTTP function may have a part of its route of the same name: only an activity's comes from the engine.
        if (context.Function.Trigger is ActivityTrigger && context.BindingData.TryGetValue("instanceId", out var instance)) return [function, invocation, new("InstanceId", instance)];
        return context.Function.Trigger is QueueTrigger && context.BindingData.TryGetValue("DequeueCount", out var attempt) ? [function, invocation, new("Attempt", attempt)] : [function, invocation];
    }

    private async Task InvokeAsync(
        FunctionDescriptor function, object? input, IReadOnlyDictionary<string, object?>? bindingData, Func<LocalFunctionContext, Task> consume, CancellationToken cancellation)
    {
        await using var context = new LocalFunctionContext(function, scopes, input, bindingData ?? NoData, cancellation);
        using var scope = logger.BeginScope(ScopeOf(context));
        using var span = FunctionTelemetry.Start(function, context.InvocationId);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await _pipeline(context);
            await consume(context);
            FunctionTelemetry.Ended(function, span, began, failed: false);
        }
        catch (Exception exception)
        {
            FunctionTelemetry.Ended(function, span, began, failed: true);
            logger.LogError("Function {Function} failed with {Exception} (invocation {Invocation}).", function.Name, exception.GetType().FullName, context.InvocationId);
            throw;
        }
    }
}
