namespace Imr.Bench.Fuzz;

/// <summary>Numbers of a seed, the same on every machine (SplitMix64).</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 to below <paramref name="below"/>; 0 when that is none.</summary>
    public int Next(int below)
    {
        if (below <= 1)
            return 0;
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
