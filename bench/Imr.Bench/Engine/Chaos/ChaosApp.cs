using System.Text.Json;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Simulation.Cases;

namespace Imr.Bench.Engine.Chaos;

/// <summary>The simulation's orchestrators, with effects that are lines of a file: each is one append, which no kill of the process takes back.</summary>
internal sealed class ChaosApp : IDurableFunctions, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly FileStream _file;

    public ChaosApp(string effects)
    {
        foreach (var line in Read(effects))
            _times[Key(line)] = _times.GetValueOrDefault(Key(line)) + 1;
        _file = new FileStream(effects, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The lines of the file: an effect's key and number.</summary>
    public static IEnumerable<string> Read(string effects) => File.Exists(effects) ? File.ReadLines(effects).Where(l => l.Contains('#', StringComparison.Ordinal)) : [];

    public bool HasOrchestrator(string name) => Orchestrators.Has(name);

    public bool HasActivity(string name) => name == "Effect";

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => Orchestrators.Run(name, context);

    public async Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellation)
    {
        var input = JsonSerializer.Deserialize<EffectInput>(serializedInput!)!;
        await Task.Yield();
        var (result, time) = Occur(input.Key);
        if (input.Key.GetHashCode(StringComparison.Ordinal) % 3 == 0)
            await Task.Delay(20, cancellation); // some take longer, so that kills fall between effect and result
        return time > input.Failures ? result : throw new TimeoutException("The world outside did not answer.");
    }

    public void Dispose() => _file.Dispose();

    private static string Key(string line) => line.Split('#')[0];

    private (string Result, int Time) Occur(string key)
    {
        lock (_lock)
        {
            var time = _times[key] = _times.GetValueOrDefault(key) + 1;
            var result = $"{key}#{time}";
            _file.Write(System.Text.Encoding.UTF8.GetBytes($"{result}\n"));
            return (result, time);
        }
    }
}
