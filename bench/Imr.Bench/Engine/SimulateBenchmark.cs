using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalFunctions.Simulation;
using Spectre.Console;

namespace Imr.Bench.Engine;

/// <summary>Runs simulated schedules of the durable engine by their seeds, and names each seed that broke a promise.</summary>
internal sealed class SimulateBenchmark : IBenchmark
{
    private const int MostShown = 20;

    public string Name => "simulate";

    public string Sentence => "Simulated schedules of the durable engine with crashes, full disks and doubles, one a seed (--seeds N, --first N, --workers N, --seconds-limit N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--seeds", "--first", "--workers", "--seconds-limit");
        var seeds = arguments.Number("--seeds", 1000, 1, 10_000_000);
        var first = arguments.Number("--first", 1, 0, int.MaxValue / 2);
        var workers = arguments.Number("--workers", Environment.ProcessorCount, 1, 64);
        var limit = TimeSpan.FromSeconds(arguments.Number("--seconds-limit", 600, 1, 100_000));
        var watch = Stopwatch.StartNew();
        var next = first - 1;
        ConcurrentBag<ScheduleReport> done = [];
        ConcurrentDictionary<int, string> failed = [];
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(Work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        console.WriteLine($"{done.Count + failed.Count} schedules in {watch.Elapsed.TotalSeconds:0.0} s: {done.Sum(d => (long)d.Steps)} steps, {done.Sum(d => (long)d.Lives - 1)} deaths and stops, {done.Sum(d => (long)d.Effects)} effects, {failed.Count} failed.");
        foreach (var (seed, message) in failed.OrderBy(f => f.Key).Take(MostShown))
            console.WriteLine(failed.Count == 1 || seeds == 1 ? message : message.Split('\n')[0]);
        if (!failed.IsEmpty)
            throw new BenchException($"Failed: {string.Join(' ', failed.Keys.Order().Take(MostShown))}. One of them again: simulate --first {failed.Keys.Min()} --seeds 1");
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["first"] = first,
            ["schedules"] = done.Count,
            ["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1),
            ["steps"] = done.Sum(d => (long)d.Steps),
            ["deathsAndStops"] = done.Sum(d => (long)d.Lives - 1),
            ["effects"] = done.Sum(d => (long)d.Effects),
            ["failed"] = 0,
        };

        void Work()
        {
            while (!cancellation.IsCancellationRequested && watch.Elapsed < limit && Interlocked.Increment(ref next) is var seed && seed < first + seeds)
            {
                try
                {
                    done.Add(Schedule.Run(seed));
                }
                catch (SimulationFailure failure)
                {
                    failed[seed] = failure.Message;
                }
            }
        }
    }
}
