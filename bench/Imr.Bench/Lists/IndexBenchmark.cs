using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Imr.Bench.Cases;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations.Watch;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imr.Bench.Lists;

/// <summary>Lists, the queue, the watch and one case over HTTP, while the number of cases grows: what must not grow with it.</summary>
internal sealed class IndexBenchmark : IBenchmark
{
    private const int WarmUp = 3;

    /// <summary>Of each call before the first size: the first calls pay for the JIT.</summary>
    private const int FirstCalls = 40;
    private const int AzuriteHeapMiB = 8192;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Kept for starting and stopping.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(45);

    public string Name => "index";

    public string Sentence
        => "Lists, attention, watch and one case over HTTP at 1,000, 30,000 and 300,000 cases on Azurite: p50, p99 and storage operations a call (--cases N,N, --calls N, --register N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--cases", "--calls", "--register");
        IReadOnlyList<int> sizes = [.. arguments.Numbers("--cases", [1000, 30_000, 300_000], 100, 1_000_000).Distinct().Order()];
        var calls = arguments.Number("--calls", 200, 1, 100_000);
        var register = arguments.Number("--register", 20_000, 100, 1_000_000);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        var time = new TimeShare(s_limit - s_margin, sizes);
        try
        {
            await using var app = await BenchApp.StartAsync(Options(), limit.Token);
            using var storage = new StorageTime(app.Azurite.TablePort);
            var fill = new CaseFill(app.Services.GetRequiredService<CaseStorage>(), app.Services.GetRequiredService<StageAges>(), console);
            var report = new IndexReport(console, calls, register);
            foreach (var cases in sizes)
            {
                console.WriteLine($"Filling to {cases:N0} cases …");
                var watch = Stopwatch.StartNew();
                await fill.ToAsync(cases, register, limit.Token);
                var filling = watch.Elapsed;
                time.Filled(cases, fill.Lists);
                console.WriteLine($"  {fill.Rows:N0} rows, {filling.TotalSeconds:0} s; Azurite holds {AzuriteMiB(app):N0} MiB. Calling …");
                var at = ListCalls.At(cases);
                for (var n = 0; cases == sizes[0] && n < FirstCalls; n++)
                {
                    foreach (var call in at)
                        await CallAsync(app, call, limit.Token);
                }

                var measured = new List<MeasuredCall>();
                foreach (var call in at)
                    measured.Add(await MeasureAsync(app, storage, call, calls, time.Next(at.Count - measured.Count), limit.Token));
                console.WriteLine($"  Called {measured.Sum(m => m.Milliseconds.Count):N0} times, {(watch.Elapsed - filling).TotalSeconds:0} s.");
                report.Add(new MeasuredSize(cases, fill.Rows, filling, AzuriteMiB(app), measured));
            }

            return report.Print();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException($"The benchmark did not end in {s_limit.TotalMinutes} minutes: give fewer --cases, or a smaller --register.");
        }
    }

    /// <summary>In memory: on disk Azurite writes all of its state as one text every five seconds. Without the timers, which would take the cases up.</summary>
    private static BenchAppOptions Options() => new()
    {
        InMemory = true,
        AzuriteHeapMiB = AzuriteHeapMiB,
        Settings = { ["Reconcile:Schedule"] = "0 0 0 1 1 *", ["Correspondence:Schedule"] = "0 0 0 1 1 *", ["Archive:Schedule"] = "0 0 0 1 1 *" },
    };

    private static async Task<MeasuredCall> MeasureAsync(BenchApp app, StorageTime storage, ListCall call, int calls, TimeSpan share, CancellationToken cancellation)
    {
        var until = Stopwatch.StartNew();
        await CheckAsync(app, call, cancellation);
        for (var n = 1; n < WarmUp && until.Elapsed < share; n++)
            await CallAsync(app, call, cancellation);
        app.Counts.Clear();
        storage.Take();
        var (whole, ofStorage) = (new List<double>(), new List<double>());
        while (whole.Count < calls && (whole.Count == 0 || until.Elapsed < share))
        {
            var began = Stopwatch.GetTimestamp();
            await CallAsync(app, call, cancellation);
            whole.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            ofStorage.Add(storage.Take());
        }

        var operations = app.Counts.Take().Where(o => o.Key.Function == call.Function).Sum(o => o.Value);
        return new MeasuredCall(call.Name, whole, ofStorage, (double)operations / whole.Count);
    }

    private static async Task CallAsync(BenchApp app, ListCall call, CancellationToken cancellation)
    {
        using var response = await app.SendAsync(HttpMethod.Get, call.Token, call.Path, null, cancellation);
        await response.Content.CopyToAsync(Stream.Null, cancellation);
    }

    /// <summary>A page that is not the one that is meant measures nothing.</summary>
    private static async Task CheckAsync(BenchApp app, ListCall call, CancellationToken cancellation)
    {
        using var response = await app.SendAsync(HttpMethod.Get, call.Token, call.Path, null, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancellation);
        var shown = answer?["cases"]?.AsArray().Count;
        if (call.Rows is { } rows && shown != rows)
            throw new BenchException($"'{call.Name}' showed {shown} cases, expected were {rows}.");
        if (call.Name.EndsWith("last page", StringComparison.Ordinal) && answer?["continuation"] is not null)
            throw new BenchException($"'{call.Name}' is not the last page.");
    }

    private static long AzuriteMiB(BenchApp app)
    {
        using var process = Process.GetProcessById(app.Azurite.ProcessId);
        return process.WorkingSet64 / 1048576;
    }
}
