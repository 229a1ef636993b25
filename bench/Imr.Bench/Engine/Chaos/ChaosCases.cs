using LocalFunctions.Simulation.Cases;

namespace Imr.Bench.Engine.Chaos;

/// <summary>The cases of a run, made when they are first asked for: parent and child make the same ones from the same seed.</summary>
internal sealed class ChaosCases(int seed, DateTimeOffset began)
{
    /// <summary>Some 7.5 days of a case are 11 seconds.</summary>
    private const int MinuteMs = 1;

    private readonly CaseFactory _factory = new(new Random(seed), began, MinuteMs);
    private readonly List<SimulatedCase> _made = [];

    public SimulatedCase this[int number]
    {
        get
        {
            while (_made.Count <= number)
                _made.Add(_factory.Next());
            return _made[number];
        }
    }
}
