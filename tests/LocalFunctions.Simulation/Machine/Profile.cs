using LocalFunctions.Durable.Engine;

namespace LocalFunctions.Simulation.Machine;

/// <summary>What a seed makes likely: each schedule has its own sort of trouble, so that rare ones are not drowned by common ones.</summary>
internal sealed class Profile
{
    private readonly double[] _faults;

    public Profile(Random chance)
    {
        double level = Pick(chance, 0, 0.01, 0.03, 0.1);
        _faults = [.. Enum.GetValues<FaultPoint>().Select(_ => chance.Next(3) == 0 ? level * 3 : level * 0.3)];
        Crash = Pick(chance, 0, 0, 0.001, 0.005);
        Stop = Pick(chance, 0, 0.001, 0.003);
        SqlFailure = Pick(chance, 0, 0, 0.002, 0.02);
        SqlKill = Pick(chance, 0, 0, 0.001, 0.01);
        Duplicate = Pick(chance, 0, 0, 0.05, 0.4);
        SlowActivity = Pick(chance, 0, 0.2, 0.6);
        EarlyTime = Pick(chance, 0, 0.01, 0.05);
        EarlyClient = chance.Next(2) == 0;
        CrashesLeft = chance.Next(1, 20);
        FailuresLeft = chance.Next(1, 12);
        MaxActivities = Pick(chance, 1, 2, 5, 20);
        MaxTurns = Pick(chance, 1, 2, 8, 64);
        CacheBytes = Pick(chance, 0, 2000, 1024 * 1024);
        Keeps = chance.Next(2) == 0;
    }

    /// <summary>The chance that the process dies between two steps.</summary>
    public double Crash { get; }

    /// <summary>The chance that the engine is stopped in good order.</summary>
    public double Stop { get; }

    /// <summary>The chance that a statement fails as on a full disk.</summary>
    public double SqlFailure { get; }

    /// <summary>The chance that the process dies at a statement.</summary>
    public double SqlKill { get; }

    /// <summary>The chance that a message is delivered twice.</summary>
    public double Duplicate { get; }

    /// <summary>The chance that an activity takes virtual minutes.</summary>
    public double SlowActivity { get; }

    /// <summary>The chance that time passes although there is something to do.</summary>
    public double EarlyTime { get; }

    /// <summary>Whether clients ask while the engine still starts.</summary>
    public bool EarlyClient { get; }

    /// <summary>After so many deaths the world is kind, so that every schedule ends.</summary>
    public int CrashesLeft { get; set; }

    public int FailuresLeft { get; set; }

    public int MaxActivities { get; }

    public int MaxTurns { get; }

    public int CacheBytes { get; }

    public bool Keeps { get; }

    /// <summary>The chance that the process dies at a fault point.</summary>
    public double At(FaultPoint point) => _faults[(int)point];

    private static T Pick<T>(Random chance, params ReadOnlySpan<T> values) => values[chance.Next(values.Length)];
}
