using LocalFunctions.Simulation;

namespace LocalFunctions.Tests.Durable.Simulation;

/// <summary>
/// Schedules of the engine with crashes, full disks, doubles and odd orders, one a seed. A failure names its seed; again, with what happened last:
/// <c>dotnet run -c Release --project bench/Imr.Bench -- simulate --first SEED --seeds 1</c>. docs/local-runtime/crash-safety.md.
/// </summary>
public sealed class SimulationTests
{
    private const int Block = 10;

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 15).Select(block => 1 + (block * Block))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void No_schedule_loses_or_repeats_anything(int first)
    {
        for (int seed = first; seed < first + Block; seed++)
            Schedule.Run(seed).Effects.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData(8, "the load and a start in one transaction made two instances of one row; doubles were taken twice")]
    [InlineData(49, "an event between a halt and the new run of ContinueAsNew, in one turn, was lost")]
    [InlineData(504, "a recursive termination missed children that were born while it was on its way")]
    public void What_failed_once_holds(int seed, string was) => Schedule.Run(seed).Lives.ShouldBeGreaterThan(0, was);

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(24)]
    public void The_same_seed_gives_the_same_schedule(int seed) => Schedule.Run(seed).ShouldBe(Schedule.Run(seed));

    [Fact]
    public void Different_seeds_give_different_schedules()
        => Enumerable.Range(1, 5).Select(seed => Schedule.Run(seed).Hash).Distinct().Count().ShouldBe(5);
}
