using System.Globalization;
using System.Text.Json.Nodes;
using Imr.Bench.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Duplicates;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imr.Bench.Duplicates;

/// <summary>How many duplicates are proposed and how many proposals are none; what a lookup costs while the index grows.</summary>
internal sealed class DuplicatesBenchmark : IBenchmark
{
    private const int AzuriteHeapMiB = 8192;
    private const int MostShown = 12;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    public string Name => "duplicates";

    public string Sentence
        => "5,000 invented filings, a third repeated with mistakes: recall and precision of the proposals; the lookup at 1,000, 10,000 and 100,000 registered cases on Azurite: operations, p50, p99 (--filings N, --seed N, --cases N,N, --lookups N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--filings", "--seed", "--cases", "--lookups");
        var filings = arguments.Number("--filings", 5000, 100, 100_000);
        var seed = arguments.Number("--seed", 1, 0, 1000);
        IReadOnlyList<int> sizes = [.. arguments.Numbers("--cases", [1000, 10_000, 100_000], 100, 1_000_000).Distinct().Order()];
        var lookups = arguments.Number("--lookups", 50, 1, 10_000);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            await using var app = await BenchApp.StartAsync(Options(), limit.Token);
            var invented = new InventedFilings(seed);
            var quality = new ProposalQuality(app.Services.GetRequiredService<DuplicateIndex>()).Measure(invented.Take(filings));
            Print(console, quality);
            var growth = new LookupGrowth(
                app.Services.GetRequiredService<CaseStorage>(), app.Services.GetRequiredService<CaseRegister>(), app.Services.GetRequiredService<DuplicateIndex>(), app.Services.GetRequiredService<RelatedCases>(),
                app.Counts, invented, console);
            var measured = new List<MeasuredLookups>();
            foreach (var cases in sizes)
            {
                console.WriteLine($"Filling to {cases:N0} cases …");
                measured.Add(await growth.MeasureAsync(cases, lookups, limit.Token));
                console.WriteLine($"  {measured[^1].Rows:N0} rows, {measured[^1].Fill.TotalSeconds:0} s; a lookup {Text(measured[^1].Whole.Percentile(0.50))} ms, {measured[^1].Operations.Percentile(0.5):0} operations.");
            }

            Print(console, measured);
            return Json(quality, measured, seed);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException($"The benchmark did not end in {s_limit.TotalMinutes} minutes: give fewer --cases or --lookups.");
        }
    }

    /// <summary>In memory: on disk Azurite writes all of its state as one text every five seconds. Without the timers, which would take the cases up.</summary>
    private static BenchAppOptions Options() => new()
    {
        InMemory = true,
        AzuriteHeapMiB = AzuriteHeapMiB,
        Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *", ["Correspondence:Schedule"] = "0 0 0 1 1 *", ["Archive:Schedule"] = "0 0 0 1 1 *" },
    };

    private static void Print(IAnsiConsole console, QualityNumbers numbers)
    {
        var table = new Table().AddColumns("Proposals", "");
        table.AddRow("filings, of them duplicates", $"{numbers.Filings:N0}, {numbers.Duplicates:N0}");
        table.AddRow("the index led to it", $"{numbers.Led:N0} ({numbers.RecallOfIndex:P2})");
        table.AddRow("proposed (recall)", $"{numbers.Found:N0} ({numbers.Recall:P2})");
        table.AddRow("proposals, of them right (precision)", $"{numbers.Proposals:N0}, {numbers.Right:N0} ({numbers.Precision:P2})");
        table.AddRow("check, keys and comparison of a filing, p50 / p99 ms", $"{Text(numbers.Milliseconds.Percentile(0.50))} / {Text(numbers.Milliseconds.Percentile(0.99))}");
        console.Write(table);
        Print(console, "Not proposed", numbers.Missed);
        Print(console, "Proposed and none", numbers.Wrong);
    }

    private static void Print(IAnsiConsole console, string what, IReadOnlyDictionary<string, int> counts)
    {
        foreach (var (noise, n) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostShown))
            console.WriteLine($"  {what}: {n} × {noise}");
    }

    private static void Print(IAnsiConsole console, List<MeasuredLookups> measured)
    {
        var table = new Table().AddColumns("cases", "rows", "fill s", "lookups", "found", "operations p50 / most", "p50 ms", "p99 ms", "p50 of the app");
        foreach (var m in measured)
        {
            table.AddRow(
                $"{m.Cases:N0}", $"{m.Rows:N0}", Text(m.Fill.TotalSeconds), $"{m.Whole.Count}", $"{m.Found}", $"{m.Operations.Percentile(0.5):0} / {m.Operations.Max():0}",
                Text(m.Whole.Percentile(0.50)), Text(m.Whole.Percentile(0.99)), Text(m.OfApp.Percentile(0.50)));
        }

        console.Write(table);
    }

    private static JsonObject Json(QualityNumbers quality, List<MeasuredLookups> measured, int seed) => new()
    {
        ["benchmark"] = "duplicates",
        ["seed"] = seed,
        ["filings"] = quality.Filings,
        ["duplicates"] = quality.Duplicates,
        ["recallOfIndex"] = Math.Round(quality.RecallOfIndex, 4),
        ["recall"] = Math.Round(quality.Recall, 4),
        ["precision"] = Math.Round(quality.Precision, 4),
        ["sizes"] = new JsonArray([.. measured.Select(m => (JsonNode)new JsonObject
        {
            ["cases"] = m.Cases,
            ["rows"] = m.Rows,
            ["lookups"] = m.Whole.Count,
            ["found"] = m.Found,
            ["operationsP50"] = m.Operations.Percentile(0.50),
            ["operationsMost"] = m.Operations.Max(),
            ["p50Ms"] = Math.Round(m.Whole.Percentile(0.50), 2),
            ["p99Ms"] = Math.Round(m.Whole.Percentile(0.99), 2),
            ["appP50Ms"] = Math.Round(m.OfApp.Percentile(0.50), 2),
        })]),
    };

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
