using System.Collections.Concurrent;
using LocalFunctions.Durable.Engine.Replay;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableReplayTests
{
    [Fact]
    public async Task Time_stands_still_within_a_turn_and_is_the_same_on_replay()
    {
        ConcurrentBag<(int Point, DateTime Time)> seen = [];
        TestHub? hub = null;
        TestApp app = new TestApp().Orchestrator("Clock", async context =>
        {
            seen.Add((0, context.CurrentUtcDateTime));
            hub!.Time.Advance(TimeSpan.FromSeconds(7));
            seen.Add((0, context.CurrentUtcDateTime));
            for (int n = 1; n <= 3; n++)
            {
                await context.WaitForExternalEvent<string>("go");
                seen.Add((n, context.CurrentUtcDateTime));
            }
        });
        hub = await TestHub.StartAsync(app);
        await using TestHub owned = hub;
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Clock");
        for (int n = 1; n <= 3; n++)
        {
            await hub.TurnsAsync(id, n);
            await hub.Client.RaiseEventAsync(id, "go", "");
        }

        await hub.EndAsync(id);

        seen.Count(s => s.Point == 0).ShouldBe(8);
        seen.Distinct().Count().ShouldBe(4);
        seen.ShouldAllBe(s => s.Time.Kind == DateTimeKind.Utc);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replay_safe_line_appears_once(bool kept)
    {
        RecordingLoggers loggers = new();
        TestApp app = new TestApp().Orchestrator("Logger", async context =>
        {
            ILogger logger = context.CreateReplaySafeLogger<DurableReplayTests>();
            logger.LogInformation("one");
            await context.CallActivityAsync("Any");
            logger.LogInformation("two");
            await context.CallActivityAsync("Any");
            context.ReplaySafeLoggerFactory.CreateLogger("x").LogInformation("three");
        }).Activity<int, int>("Any", n => n);
        await using TestHub hub = await TestHub.StartAsync(app, options => options.KeepsOrchestrations = kept, loggers);

        await hub.RunAsync("Logger");

        loggers.Lines.Where(line => !line.StartsWith("Opened the task hub", StringComparison.Ordinal)).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task IsReplaying_flips_with_the_batch_of_events()
    {
        ConcurrentQueue<string> seen = new();
        TestApp app = new TestApp().Orchestrator("Flips", async context =>
        {
            Task<string> a = context.WaitForExternalEvent<string>("a");
            Task<string> b = context.WaitForExternalEvent<string>("b");
            context.SetCustomStatus("ready");
            await a;
            seen.Enqueue($"a {context.IsReplaying}");
            await b;
            seen.Enqueue($"b {context.IsReplaying}");
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Flips");
        await hub.StatusAsync(id, "ready");
        await hub.Client.RaiseEventAsync(id, "a", "");
        await hub.TurnsAsync(id, 2);
        await hub.Client.RaiseEventAsync(id, "b", "");
        await hub.EndAsync(id);

        seen.ShouldBe(["a False", "a True", "b False"]);
    }

    [Fact]
    public async Task NewGuid_gives_the_known_values_and_counts_anew_on_replay()
    {
        ConcurrentQueue<Guid> seen = new();
        TestApp app = new TestApp().Orchestrator("Guids", async context =>
        {
            seen.Enqueue(context.NewGuid());
            seen.Enqueue(context.NewGuid());
            await context.CallActivityAsync("Any");
        }).Activity<int, int>("Any", n => n);
        await using TestHub hub = await TestHub.StartAsync(app);

        await hub.RunAsync("Guids", id: "CM26-1234567");

        // By Python's uuid.uuid5, which shares no code with the engine.
        Guid[] known = [Guid.Parse("a8575efc-5646-57e7-9ac2-f8c2203b6dc9"), Guid.Parse("8be498e9-3eb7-5f69-be67-9e00fbb078b2")];
        seen.ShouldBe([.. known, .. known]);
        DeterministicGuid.Create("a", DateTime.UnixEpoch, 0).Version.ShouldBe(5);
    }

    [Fact]
    public async Task A_sub_orchestration_has_its_parent_and_reports_its_result()
    {
        TestApp app = new TestApp()
            .Orchestrator("Parent", async context =>
            {
                string first = await context.CallSubOrchestratorAsync<string>("child", "a");
                string second = await context.CallSubOrchestratorAsync<string>("Child", "b", new SubOrchestrationOptions(instanceId: "kid"));
                return (object)(first + second);
            })
            .Orchestrator("Child", context => Task.FromResult<object?>($"{context.GetInput<string>()} of {context.Parent!.Name} {context.Parent.InstanceId};"));
        await using TestHub hub = await TestHub.StartAsync(app);

        (await hub.RunAsync("Parent", id: "p")).ReadOutputAs<string>().ShouldBe("a of Parent p;b of Parent p;");
        (await hub.Client.GetInstanceAsync("kid"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_failed_sub_orchestration_is_retried_with_a_policy()
    {
        int tries = 0;
        TestApp app = new TestApp()
            .Orchestrator("Parent", async context => (object)await context.CallSubOrchestratorAsync<string>(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1))).WithInstanceId("kid")))
            .Orchestrator("Child", _ => ++tries == 1 ? throw new TimeoutException("first") : Task.FromResult<object?>("second"));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.UntilTimersAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Null_clears_the_custom_status_and_one_above_the_limit_fails_the_instance()
    {
        TestApp app = new TestApp().Orchestrator("Status", async context =>
        {
            context.SetCustomStatus("set");
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus(null);
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus(new string('x', 8200));
            await context.WaitForExternalEvent<string>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Status");
        await hub.StatusAsync(id, "set");
        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.UntilAsync(id, m => m.SerializedCustomStatus is null);
        await hub.Client.RaiseEventAsync(id, "go", "");

        OrchestrationMetadata end = await hub.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldStartWith("The custom status has 16404 bytes, the limit is 16384");
    }

    [Fact]
    public async Task An_output_above_the_limit_fails_the_instance()
    {
        TestApp app = new TestApp().Orchestrator("Big", _ => Task.FromResult<object?>(new string('x', 2000)));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.MaxPayloadBytes = 1000);

        OrchestrationMetadata end = await hub.RunAsync("Big");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("output");
    }
}
