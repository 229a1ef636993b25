namespace LocalFunctions.Simulation.Cases;

/// <summary>What an orchestrator of the simulation is given.</summary>
/// <param name="Key">The prefix of its effects' keys: the instance and the generation of its start.</param>
/// <param name="Count">How many effects, children or events.</param>
/// <param name="Depth">How deep a tree goes.</param>
/// <param name="Peer">Another instance.</param>
/// <param name="Seen">What earlier runs of the instance have seen.</param>
/// <param name="NotBefore">When it may start, in ticks.</param>
/// <param name="MinuteMs">How long a minute is, in milliseconds: shorter where the clock is real.</param>
internal sealed record CaseInput(string Key, int Count, int Depth = 0, string? Peer = null, int[]? Seen = null, long NotBefore = 0, int MinuteMs = CaseInput.RealMinute)
{
    public const int RealMinute = 60_000;

    public TimeSpan Minutes(double minutes) => TimeSpan.FromMilliseconds(minutes * MinuteMs);
}

/// <summary>An effect on the world outside. <paramref name="Failures"/>: how often it fails before it succeeds.</summary>
internal sealed record EffectInput(string Key, int Failures = 0);
