using System.Text.Json;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Simulation.Machine;

namespace LocalFunctions.Simulation.Checks;

/// <summary>What a case looks at in the end: its instances in the hub, and the world outside.</summary>
internal sealed class Findings(HubReader hub, OutsideWorld world)
{
    /// <summary>The instance returned the results of these effects, in this order, and each occurred.</summary>
    public void Effects(string id, params string[] keys)
    {
        string[] results = Output<string[]>(id);
        Same(id, keys, results.Select(r => r.Split('#')[0]));
        foreach (string result in results)
            Ensure(world.Returned(result), $"{id} has the result {result}, which no activity returned.");
        foreach (string key in keys)
            Ensure(world.Occurred(key), $"{id} ended, but {key} never occurred.");
    }

    /// <summary>The instance took the answer, then had an effect.</summary>
    public void Answer(string id, string key)
    {
        string[] results = Output<string[]>(id);
        Same(id, ["yes", key], results.Select(r => r.Split('#')[0]));
        Ensure(world.Returned(results[1]), $"{id} has the result {results[1]}, which no activity returned.");
    }

    /// <summary>The instance took the events 1 to <paramref name="count"/>, each once, in order.</summary>
    public void Numbers(string id, int count) => Same(id, Enumerable.Range(1, count), Output<int[]>(id));

    /// <summary>The instance took the events 1 to <paramref name="count"/>, each once, in any order: late ones overtake unread ones when it starts anew.</summary>
    public void SameNumbers(string id, int count) => Same(id, Enumerable.Range(1, count), Output<int[]>(id).Order());

    public void Terminated(string id, string output)
    {
        InstanceState state = Find(id);
        Ensure(state.Instance.Status == InstanceStatus.Terminated && state.Output == JsonSerializer.Serialize(output), $"{id} is {state.Instance.Status} with {state.Output}.");
    }

    private static void Same<T>(string id, IEnumerable<T> wanted, IEnumerable<T> found)
        => Ensure(wanted.SequenceEqual(found), $"{id} has {string.Join(' ', found)} instead of {string.Join(' ', wanted)}.");

    private static void Ensure(bool holds, string otherwise)
    {
        if (!holds)
            throw new SimulationFailure(otherwise);
    }

    private T Output<T>(string id)
    {
        InstanceState state = Find(id);
        Ensure(state.Instance.Status == InstanceStatus.Completed, $"{id} is {state.Instance.Status}: {state.Failure}");
        return JsonSerializer.Deserialize<T>(state.Output!)!;
    }

    private InstanceState Find(string id) => hub.Find(id) ?? throw new SimulationFailure($"{id} is gone.");
}
