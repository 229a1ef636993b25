using System.Diagnostics;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Fuzz;

/// <summary>Feeds spoiled inputs to what must take anything: no exception, none over ten seconds, each answer explained.</summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    private const int MostShown = 10;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    // One a line, so that two who add one do not meet.
    private readonly IFuzzer[] _fuzzers =
    [
        new LettersFuzzer(),
    ];

    public string Name => "fuzz";

    public string Sentence => $"Spoiled inputs for {string.Join(", ", _fuzzers.Select(f => f.Name))}: no exception, none over 10 s, each answer explained (WHAT --count N --seed N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        var what = arguments.Word($"what to feed: {string.Join(", ", _fuzzers.Select(f => f.Name))}");
        arguments.AllowOnly("--count", "--seed");
        var count = arguments.Number("--count", 20_000, 1, 10_000_000);
        var first = arguments.Number("--seed", 1, 0, int.MaxValue);
        var fuzzer = _fuzzers.FirstOrDefault(f => f.Name == what) ?? throw new BenchException($"There is nothing to feed named '{what}': {string.Join(", ", _fuzzers.Select(f => f.Name))}.");
        await fuzzer.PrepareAsync(cancellation);

        var watch = Stopwatch.StartNew();
        var (faults, slowest) = (0, TimeSpan.Zero);
        for (var seed = first; seed < first + count; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (fault, elapsed) = await OneAsync(fuzzer, seed, cancellation);
            slowest = elapsed > slowest ? elapsed : slowest;
            if (fault is not null && faults++ < MostShown)
                console.WriteLine($"seed {seed}: {fault}");
        }

        console.WriteLine($"{count} inputs in {watch.Elapsed.TotalSeconds:0.0} s: {faults} faults; the slowest took {slowest.TotalMilliseconds:0} ms.");
        return new JsonObject { ["fuzzed"] = what, ["count"] = count, ["faults"] = faults, ["slowest ms"] = Math.Round(slowest.TotalMilliseconds), ["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1) };
    }

    private static async Task<(string? Fault, TimeSpan Elapsed)> OneAsync(IFuzzer fuzzer, int seed, CancellationToken cancellation)
    {
        var input = fuzzer.Input(new FuzzRandom((ulong)seed));
        var watch = Stopwatch.StartNew();
        try
        {
            var fault = await Task.Run(() => fuzzer.Feed(input), cancellation).WaitAsync(s_limit, cancellation);
            return (fault, watch.Elapsed);
        }
        catch (TimeoutException)
        {
            return ($"no answer within {s_limit.TotalSeconds:0} s", watch.Elapsed);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ($"{e.GetType().Name}: {e.Message}", watch.Elapsed);
        }
    }
}
