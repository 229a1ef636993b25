using System.Diagnostics;

namespace Imr.Bench.Engine;

/// <summary>The loads of the engine's benchmark. Each returns when its work is done and on disk, and checks that it was.</summary>
internal sealed class EngineLoad(EngineApp app, CancellationToken cancellation)
{
    /// <summary>So many orchestrations at once, from the first start to the last end.</summary>
    public async Task<TimeSpan> SequenceAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => RunAsync(nameof(FiveInSequence), null, 15), cancellation)));
        return watch.Elapsed;
    }

    public async Task<TimeSpan> FanOutAsync(int width)
    {
        var watch = Stopwatch.StartNew();
        await RunAsync(nameof(FanOut), width, width);
        return watch.Elapsed;
    }

    /// <summary>Events at a steady pace. For each the milliseconds from the call to the first sight of a status that counts it.</summary>
    public async Task<List<double>> EventsAsync(int count, TimeSpan pace)
    {
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(TakeEvents), count, cancellation);
        var sent = new long[count];
        var seen = new List<double>();
        var watching = WatchAsync();
        using var ticks = new PeriodicTimer(pace);
        for (var i = 0; i < count; i++)
        {
            sent[i] = Stopwatch.GetTimestamp();
            await app.Client.RaiseEventAsync(id, TakeEvents.Event, i, cancellation);
            await ticks.WaitForNextTickAsync(cancellation);
        }

        await watching;
        return seen;

        async Task WatchAsync()
        {
            while (seen.Count < count)
            {
                var change = app.Engine.Waiters.NextChange(id);
                var state = await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation);
                var taken = state?.SerializedCustomStatus is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
                var now = Stopwatch.GetTimestamp();
                while (seen.Count < taken)
                    seen.Add(Stopwatch.GetElapsedTime(sent[seen.Count], now).TotalMilliseconds);
                if (seen.Count < count)
                    await change.WaitAsync(cancellation);
            }
        }
    }

    public async Task<TimeSpan> EventFloodAsync(int count)
    {
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(TakeEvents), count, cancellation);
        await app.Client.WaitForInstanceStartAsync(id, cancellation);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = cancellation }, async (i, stop) => await app.Client.RaiseEventAsync(id, TakeEvents.Event, i, stop));
        await EndAsync(id, count);
        return watch.Elapsed;
    }

    /// <summary>Milliseconds from a request to its 202; the instance is on disk then.</summary>
    public async Task<List<double>> HttpStartsAsync(int clients, int each)
    {
        await OneAsync();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync, cancellation)));
        return [.. times.SelectMany(t => t)];

        async Task<List<double>> ClientAsync()
        {
            List<double> own = [];
            for (var i = 0; i < each; i++)
                own.Add(await OneAsync());
            return own;
        }

        async Task<double> OneAsync()
        {
            var began = Stopwatch.GetTimestamp();
            using var response = await app.Http.PostAsync("/api/start", content: null, cancellation);
            if ((int)response.StatusCode != 202)
                throw new BenchException($"A start was answered {(int)response.StatusCode}.");
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    /// <summary>By how much instances that wait for an event make the managed heap and the resident memory of the process grow, in MiB.</summary>
    public async Task<(double Heap, double Resident)> WaitingAsync(int count)
    {
        await app.Engine.WhenIdle();
        var before = Memory();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = cancellation }, async (_, stop) => await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(WaitForAPerson), stop));
        await app.Engine.WhenIdle();
        var after = Memory();
        return (after.Heap - before.Heap, after.Resident - before.Resident);
    }

    private static (double Heap, double Resident) Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024.0, Environment.WorkingSet / 1024.0 / 1024.0);
    }

    private async Task RunAsync(string orchestrator, object? input, int expected)
        => await EndAsync(await app.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellation), expected);

    private async Task EndAsync(string id, int expected)
    {
        var end = await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
        if (end.ReadOutputAs<int>() != expected)
            throw new BenchException($"An orchestration ended {end.RuntimeStatus} with {end.SerializedOutput}, not {expected}.");
    }
}
