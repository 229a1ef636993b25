using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Imr.Bench.Fuzz;
using Imr.Core.Cases;
using Spectre.Console;

namespace Imr.Bench.Applications;

/// <summary>How fast intake's reader takes or refuses applications, good and bad ones mixed.</summary>
internal sealed class ApplicationsBenchmark : IBenchmark
{
    public string Name => "applications";

    public string Sentence => "Validation of applications, every second one with one to five mistakes: a second, and ms each (--count N --seed N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--count", "--seed");
        var count = arguments.Number("--count", 5_000, 2, 1_000_000);
        var seed = arguments.Number("--seed", 1, 0, int.MaxValue);
        var samples = await SampleApplications.ReadAsync(cancellation);
        List<byte[]> files = [.. Enumerable.Range(0, count).Select(n => File(samples[n % samples.Count], mistakes: n % 2 == 1, new FuzzRandom((ulong)(seed + n))))];
        foreach (var file in files.Take(200))
            ApplicationReader.Read(file);

        var (taken, problems) = (0, 0);
        var each = new List<double>(count);
        var watch = Stopwatch.StartNew();
        foreach (var file in files)
        {
            var started = watch.Elapsed;
            var read = ApplicationReader.Read(file);
            each.Add((watch.Elapsed - started).TotalMilliseconds);
            taken += read.Application is null ? 0 : 1;
            problems += read.Problems.Count;
        }

        var seconds = watch.Elapsed.TotalSeconds;
        console.WriteLine($"{count} applications of {files.Average(f => f.Length) / 1024:0.0} KiB in {seconds:0.00} s, {count / seconds:N0} a second on one thread: {taken} taken, {count - taken} refused with {problems} problems.");
        console.WriteLine($"ms each: p50 {each.Percentile(0.5):0.000}, p99 {each.Percentile(0.99):0.000}, worst {each.Max():0.0}.");
        return new JsonObject
        {
            ["applications"] = count,
            ["taken"] = taken,
            ["problems"] = problems,
            ["a second"] = Math.Round(count / seconds),
            ["p50 ms"] = Math.Round(each.Percentile(0.5), 3),
            ["p99 ms"] = Math.Round(each.Percentile(0.99), 3),
            ["worst ms"] = Math.Round(each.Max(), 1),
        };
    }

    private static byte[] File(string sample, bool mistakes, FuzzRandom random)
    {
        if (!mistakes)
            return Encoding.UTF8.GetBytes(sample);
        var tree = JsonNode.Parse(sample)!;
        for (var n = 1 + random.Next(5); n > 0; n--)
            ApplicationMutations.Change(tree, random);
        return Encoding.UTF8.GetBytes(ApplicationMutations.Text(tree));
    }
}
