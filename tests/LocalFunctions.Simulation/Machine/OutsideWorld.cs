namespace LocalFunctions.Simulation.Machine;

/// <summary>What activities do to the world outside: effects by key. It does not die with the engine.</summary>
internal sealed class OutsideWorld
{
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);

    public int Effects { get; private set; }

    /// <summary>How many effects occurred at least once.</summary>
    public int Keys => _times.Count;

    /// <summary>An effect occurs.</summary>
    /// <returns>How often it has now occurred.</returns>
    public int Occur(string key)
    {
        Effects++;
        return _times[key] = _times.GetValueOrDefault(key) + 1;
    }

    /// <summary>A result that names its effect and the time that it occurred: an orchestrator can't have it from anywhere else.</summary>
    public string Result(string key, int time)
    {
        string result = $"{key}#{time}";
        _results.Add(result);
        return result;
    }

    /// <summary>Takes up a result that occurred elsewhere.</summary>
    public void Recall(string result)
    {
        Occur(result.Split('#')[0]);
        _results.Add(result);
    }

    public bool Occurred(string key) => _times.ContainsKey(key);

    public bool Returned(string result) => _results.Contains(result);
}
