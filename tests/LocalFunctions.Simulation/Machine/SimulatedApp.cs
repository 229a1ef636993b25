using System.Text.Json;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Simulation.Cases;

namespace LocalFunctions.Simulation.Machine;

/// <summary>The app of one life: its activities stop where the simulation wants, and leave their effects in the world outside.</summary>
internal sealed class SimulatedApp(OutsideWorld world, Random chance, Profile profile, VirtualTime time) : IDurableFunctions
{
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource> _paused = [];

    /// <summary>How many activities wait for the simulation to let them go on.</summary>
    public int Paused => _paused.Count;

    /// <summary>What an activity may not do; null while all is well.</summary>
    public string? Violation { get; private set; }

    /// <summary>Whether the instance's run can still want an activity.</summary>
    public required Func<string, bool> Wants { get; init; }

    /// <summary>Whether the effect's instance may be replaced by its like, which begins the effect again.</summary>
    public required Func<string, bool> Repeats { get; init; }

    public bool HasOrchestrator(string name) => Orchestrators.Has(name);

    public bool HasActivity(string name) => name == "Effect";

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => Orchestrators.Run(name, context);

    public async Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation)
    {
        EffectInput input = JsonSerializer.Deserialize<EffectInput>(serializedInput!)!;
        if (!_begun.Add(input.Key) && !Repeats(input.Key))
            Violation ??= $"{input.Key} was begun twice in one life.";
        if (!Wants(instanceId))
            Violation ??= $"{input.Key} was begun although {instanceId} has ended or is gone.";
        await PauseAsync(cancellation);
        int occurred = world.Occur(input.Key);
        if (occurred <= input.Failures)
        {
            _begun.Remove(input.Key);
            throw new TimeoutException("The world outside did not answer.");
        }

        await PauseAsync(cancellation);
        return world.Result(input.Key, occurred);
    }

    /// <summary>Lets one of the waiting activities go on.</summary>
    public void GoOn(int index)
    {
        TaskCompletionSource paused = _paused[index];
        _paused.RemoveAt(index);
        paused.SetResult();
    }

    private Task PauseAsync(CancellationToken cancellation)
    {
        if (chance.NextDouble() < profile.SlowActivity)
            return Task.Delay(TimeSpan.FromSeconds(chance.Next(1, 600)), time, cancellation);
        TaskCompletionSource paused = new();
        _paused.Add(paused);
        return paused.Task;
    }
}
