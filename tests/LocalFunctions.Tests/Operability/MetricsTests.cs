using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LocalFunctions.Durable.Client;
using LocalFunctions.Tests.Durable;

namespace LocalFunctions.Tests.Operability;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_work_of_an_engine_is_counted_and_what_waits_has_an_age()
    {
        TaskCompletionSource gate = new();
        TaskCompletionSource begun = new();
        TestApp app = new TestApp()
            .Activity<int, int>("Next", n => n + 1)
            .ActivityAsync<int, int>("Slow", async n =>
            {
                begun.SetResult();
                await gate.Task;
                return n;
            })
            .Orchestrator("Case", async context => await context.CallActivityAsync<int>("Next", 1))
            .Orchestrator("Slow", async context => await context.CallActivityAsync<int>("Slow", 1));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.MaxConcurrentActivities = 1);
        ConcurrentDictionary<string, double> seen = new();
        using MeterListener listener = Listen(hub, seen);

        await hub.RunAsync("Case");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow", null, new StartOrchestrationOptions("slow"));
        await begun.Task;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", null, new StartOrchestrationOptions("queued"));
        await hub.TurnsAsync("queued", 1);
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        listener.RecordObservableInstruments();

        foreach (string name in new[] { "turn.duration", "commit.wait", "commit.duration", "commit.size", "replay.events", "activity.duration/Next/completed" })
            seen.ShouldContainKey("localfunctions." + name);
        seen["localfunctions.queue.depth/activity-running"].ShouldBe(1);
        seen["localfunctions.queue.depth/activity-ready"].ShouldBe(1);
        seen["localfunctions.queue.depth/turn-ready"].ShouldBe(0);
        seen["localfunctions.queue.oldest_age/activity-running"].ShouldBe(300);
        seen["localfunctions.queue.oldest_age/turn-ready"].ShouldBe(0);
        seen["localfunctions.instances/Running"].ShouldBe(2);
        seen["localfunctions.instances/Completed"].ShouldBe(1);
        seen["localfunctions.instances.oldest_age"].ShouldBe(300);
        seen["localfunctions.inbox.messages"].ShouldBe(0);
        gate.SetResult();
        await hub.EndAsync("queued");
    }

    private static MeterListener Listen(TestHub hub, ConcurrentDictionary<string, double> seen)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == hub.Engine.Metrics.Meter)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
        return listener;

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => seen[string.Join('/', new[] { instrument.Name }.Concat(tags.ToArray().Select(t => $"{t.Value}")))] = value;
    }
}
