namespace Imr.Bench.Fuzz;

/// <summary>Something that takes any input: makes one of a seed and feeds it.</summary>
internal interface IFuzzer
{
    /// <summary>The word after <c>fuzz</c>.</summary>
    string Name { get; }

    /// <summary>Reads what inputs are made of.</summary>
    /// <exception cref="BenchException">It is not there.</exception>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>The input of a seed: the same each time.</summary>
    string Input(FuzzRandom random);

    /// <returns>What is wrong with the answer; null when it is as it must be. An exception is a fault too.</returns>
    string? Feed(string input);
}
