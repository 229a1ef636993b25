using System.Diagnostics;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Imr.Bench.Cases;

/// <summary>
/// Whole cases from the first upload to the closed review. First a few of one kind at a time, where every storage operation is counted; then the mix at full
/// speed, where time is measured.
/// </summary>
internal sealed class CasesBenchmark : IBenchmark
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public string Name => "cases";

    public string Sentence => "Whole cases through the app on Azurite: cases a second, seconds a case, storage operations a case by kind, bytes of history (--cases N, --drivers N, --counted N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--cases", "--drivers", "--counted");
        var cases = arguments.Number("--cases", 200, 1, 100_000);
        var drivers = arguments.Number("--drivers", 16, 1, 256);
        var counted = arguments.Number("--counted", 5, 1, 1000);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            // Late, so that the timer makes no mail batch of what is counted.
            await using var app = await BenchApp.StartAsync(new BenchAppOptions { Settings = { ["Correspondence:MailHour"] = "23" } }, limit.Token);
            await app.ImportPanelAsync(InventedPanel.Csv(24), limit.Token);
            var kinds = new List<KindCount>();
            var next = 1;
            foreach (var kind in SampleCase.All)
            {
                console.WriteLine($"Counting {counted} cases of kind {kind.Letter} …");
                kinds.Add(await CountAsync(app, kind, next, counted, limit.Token));
                next += counted;
            }

            console.WriteLine($"Running {cases} cases with {drivers} drivers …");
            var run = await RunAsync(app, next, cases, drivers, limit.Token);
            return new CasesReport(console).Print(kinds, run, app.Warnings);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException($"The benchmark did not end in {s_limit.TotalMinutes} minutes: give fewer --cases.");
        }
    }

    private static async Task<KindCount> CountAsync(BenchApp app, SampleCase kind, int first, int cases, CancellationToken cancellation)
    {
        await app.Counts.QuietAsync(cancellation);
        app.Counts.Clear();
        var played = await Task.WhenAll(Enumerable.Range(first, cases).Select(n => new CaseDriver(app, kind, n).RunAsync(cancellation)));
        // Messages are still on their way when the case is closed.
        await app.Counts.QuietAsync(cancellation);
        var mailed = await app.SendCorrespondenceAsync(cancellation);
        return new KindCount(kind.Letter, cases, mailed, app.Counts.Take(), played.Max(p => p.HistoryBytes), played.Max(p => p.StatusBytes));
    }

    private static async Task<MixedRun> RunAsync(BenchApp app, int first, int cases, int drivers, CancellationToken cancellation)
    {
        var played = new PlayedCase[cases];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(drivers, cases)).Select(_ => DriveAsync()));
        return new MixedRun(played, drivers, watch.Elapsed);

        async Task DriveAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < cases; i = Interlocked.Increment(ref next))
                played[i] = await new CaseDriver(app, SampleCase.InMix(i), first + i).RunAsync(cancellation);
        }
    }
}

/// <summary>What one kind of case cost, counted alone.</summary>
/// <param name="Mailed">Items of the mail batch of these cases.</param>
internal sealed record KindCount(string Kind, int Cases, int Mailed, IReadOnlyDictionary<Operation, long> Operations, long HistoryBytes, int StatusBytes);

internal sealed record MixedRun(IReadOnlyList<PlayedCase> Cases, int Drivers, TimeSpan Elapsed);
