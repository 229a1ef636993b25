using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.Retention;
using LocalFunctions.Tests.Durable;

namespace LocalFunctions.Tests.Operability;

public sealed class RetentionTests
{
    [Fact]
    public async Task Only_what_ended_before_the_time_is_purged_and_a_running_parent_keeps_its_children()
    {
        TestApp app = new TestApp()
            .Orchestrator("Case", _ => Task.CompletedTask)
            .Orchestrator("Long", async context => await context.WaitForExternalEvent<int>("Go"))
            .Orchestrator("Parent", async context =>
            {
                await context.CallSubOrchestratorAsync("Case", options: new SubOrchestrationOptions(new TaskOptions(), "child"));
                await context.WaitForExternalEvent<int>("Go");
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Case", id: "old");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Long", null, new StartOrchestrationOptions("long"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("parent"));
        await hub.TurnsAsync("parent", 2);
        hub.Time.Advance(TimeSpan.FromDays(40));
        await hub.Client.RaiseEventAsync("long", "Go", 1);
        await hub.EndAsync("long");
        await hub.RunAsync("Case", id: "new");

        (await PurgeAsync(hub)).ShouldBe(1);
        (await IdsAsync(hub)).ShouldBe(["child", "long", "new", "parent"]);

        await hub.Client.RaiseEventAsync("parent", "Go", 1);
        await hub.EndAsync("parent");
        (await PurgeAsync(hub)).ShouldBe(1);
        (await IdsAsync(hub)).ShouldBe(["long", "new", "parent"]);
    }

    [Fact]
    public async Task Many_are_purged_in_steps()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        FilledHub.Fill(hub.File, 3 * RetentionService.Step);

        (await RetentionService.PurgeAsync(hub.Engine, FilledHub.Created(10_000).UtcDateTime, CancellationToken.None))
            .ShouldBe(Enumerable.Range(0, 3 * RetentionService.Step).Count(n => (int)FilledHub.StatusOf(n) >= 3));
        (await IdsAsync(hub)).Count.ShouldBe(Enumerable.Range(0, 3 * RetentionService.Step).Count(n => (int)FilledHub.StatusOf(n) < 3));
    }

    private static Task<int> PurgeAsync(TestHub hub)
        => RetentionService.PurgeAsync(hub.Engine, hub.Time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(30), CancellationToken.None);

    private static async Task<List<string>> IdsAsync(TestHub hub)
    {
        List<string> ids = [];
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync())
            ids.Add(instance.InstanceId);
        return [.. ids.Order(StringComparer.Ordinal)];
    }
}
