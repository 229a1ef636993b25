using LocalFunctions.Durable;
using LocalFunctions.Durable.Engine;

namespace LocalFunctions.Hosting;

/// <summary>The orchestrators and activities of the app, for the durable engine.</summary>
internal sealed class DurableFunctions(FunctionCatalog functions, FunctionRunner runner) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionDescriptor> _orchestrators = ByName(functions.Of<OrchestrationTrigger>());
    private readonly Dictionary<string, FunctionDescriptor> _activities = ByName(functions.Of<ActivityTrigger>());

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => runner.RunOrchestratorAsync(_orchestrators[name], context);

    public async Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation)
    {
        object? result = null;
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId };
        await runner.RunAsync(_activities[name], serializedInput, data, context =>
        {
            result = context.Result.Value;
            return Task.CompletedTask;
        }, cancellation);
        return result;
    }

    private static Dictionary<string, FunctionDescriptor> ByName(IEnumerable<FunctionDescriptor> functions) =>
        functions.ToDictionary(f => f.Plan<string>(), StringComparer.OrdinalIgnoreCase);
}
