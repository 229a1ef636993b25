using System.Collections.Concurrent;
using System.Text.Json;
using LocalFunctions.Durable.Engine;

namespace LocalFunctions.Tests.Durable;

/// <summary>Orchestrators and activities made of delegates.</summary>
internal sealed class TestApp : IDurableFunctions
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<string?, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<string> Ran { get; } = new();

    public TestApp Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        _orchestrators[name] = code;
        return this;
    }

    public TestApp Orchestrator(string name, Func<TaskOrchestrationContext, Task> code) => Orchestrator(name, async context =>
    {
        await code(context);
        return (object?)null;
    });

    public TestApp Activity<TIn, TOut>(string name, Func<TIn, TOut> code) => ActivityAsync<TIn, TOut>(name, input => Task.FromResult(code(input)));

    public TestApp ActivityAsync<TIn, TOut>(string name, Func<TIn, Task<TOut>> code)
    {
        _activities[name] = async input => await code(input is null ? default! : JsonSerializer.Deserialize<TIn>(input)!);
        return this;
    }

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => _orchestrators[name](context);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation)
    {
        Ran.Enqueue(name);
        return _activities[name](serializedInput);
    }
}
