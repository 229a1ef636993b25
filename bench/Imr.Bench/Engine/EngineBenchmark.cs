using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;
using Spectre.Console;

namespace Imr.Bench.Engine;

/// <summary>The durable engine under the app's own host: how fast it turns, and what it holds.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public string Name => "engine";

    public string Sentence => "The durable engine on disk, every commit flushed: orchestrations a second, fan-out, events to one instance, waiting instances' memory, replay, HTTP start (--rounds N, --orchestrations N, --waiting N).";

    public async Task<JsonObject> RunAsync(BenchArguments arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        arguments.AllowOnly("--rounds", "--orchestrations", "--waiting");
        var rounds = arguments.Number("--rounds", 5, 1, 100);
        var orchestrations = arguments.Number("--orchestrations", 1000, 1, 100_000);
        var waiting = arguments.Number("--waiting", 10_000, 1, 100_000);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        await using var app = await EngineApp.StartAsync(limit.Token);
        var report = new EngineReport(console);
        var load = new EngineLoad(app, limit.Token);
        await load.SequenceAsync(200); // the compiler's and the caches' warm-up
        report.Add("orchestrations of five activities a second", "perSecond", await RepeatAsync(rounds, async () => orchestrations / (await load.SequenceAsync(orchestrations)).TotalSeconds));
        report.Add("fan-out of 1,000 activities and back, ms", "fanOutMs", await RepeatAsync(rounds, async () => (await load.FanOutAsync(1000)).TotalMilliseconds));
        report.Add("50 events a second to one instance, 10 s: event to status on disk, ms", "eventMs", await load.EventsAsync(500, TimeSpan.FromMilliseconds(20)));
        report.Add("1,000 events to one instance as fast as they are taken, events a second", "eventsPerSecond", await RepeatAsync(rounds, async () => 1000 / (await load.EventFloodAsync(1000)).TotalSeconds));
        report.Add("HTTP start to 202, 50 clients, ms", "httpMs", await load.HttpStartsAsync(clients: 50, each: 100));
        var (heap, resident) = await load.WaitingAsync(waiting);
        report.Add($"growth of the managed heap by {waiting} waiting instances, MiB", "waitingMiB", [heap]);
        report.Add("growth of the process's resident memory by them, MiB", "waitingResidentMiB", [resident]);
        report.Add("replay of a history of 10,000 events, ms", "replayMs", await RepeatAsync(rounds, () => Task.FromResult(Replay(10_000))));
        return report.Finish();
    }

    private static async Task<List<double>> RepeatAsync(int rounds, Func<Task<double>> measure)
    {
        List<double> values = [];
        for (var i = 0; i < rounds; i++)
            values.Add(await measure());
        return values;
    }

    /// <summary>Builds a history of activities one after another, and times its replay from the recorded events.</summary>
    private static double Replay(int events)
    {
        var activities = (events - 3) / 3;
        List<HistoryEvent> history = [new TurnStarted(DateTime.UnixEpoch), new ExecutionStarted("Long", "", $"{activities}", null, null, null)];
        for (var i = 0; i < activities; i++)
            history.AddRange([new TaskScheduled(i, nameof(AddOne), "", $"{i}"), new TurnStarted(DateTime.UnixEpoch), new TaskCompleted(i, $"{i + 1}")]);
        var settings = new RunSettings(
            new LocalFunctions.Durable.Engine.DurableEngineOptions(),
            new LocalFunctions.Durable.Converters.JsonDataConverter(),
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            async (_, context) =>
            {
                for (var i = 0; i < activities; i++)
                    await context.CallActivityAsync<int>(nameof(AddOne), i);
                return activities;
            });
        var watch = Stopwatch.StartNew();
        var end = new OrchestrationRun(settings, "long", _ => { }).Verify(history);
        return end?.Status == InstanceStatus.Completed ? watch.Elapsed.TotalMilliseconds : throw new BenchException("The long history did not replay to its end.");
    }
}
