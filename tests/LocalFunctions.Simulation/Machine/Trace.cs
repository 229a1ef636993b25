using System.Text;

namespace LocalFunctions.Simulation.Machine;

/// <summary>What a simulation did, step by step: a hash over everything, and the last lines for people.</summary>
internal sealed class Trace
{
    private const int Kept = 400;
    private const ulong Prime = 1099511628211;

    private readonly Queue<string> _last = new();

    /// <summary>FNV-1a over all lines.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public int Steps { get; private set; }

    public void Add(string line)
    {
        Steps++;
        foreach (byte b in Encoding.UTF8.GetBytes(line))
            Hash = (Hash ^ b) * Prime;
        _last.Enqueue(line);
        if (_last.Count > Kept)
            _last.Dequeue();
    }

    public override string ToString() => string.Join('\n', _last);
}
