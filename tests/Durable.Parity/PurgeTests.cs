using Durable.Parity.Harness;

namespace Durable.Parity;

[Collection(ParityRun.Name)]
public sealed class PurgeTests(ParityEngine engine)
{
    [Fact]
    public async Task An_ended_instance_is_purged_once()
    {
        string id = (await engine.RunAsync(nameof(CommonOrchestrators.ReturnsInput), "gone")).InstanceId;

        (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(1);
        (await engine.Client.GetInstanceAsync(id)).ShouldBeNull();
        (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
    }

    // Some back ends of the Functions host delete a running instance too.
    [Fact]
    [Trait("Host", "InProcess")]
    public async Task A_running_instance_is_not_purged()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.WaitsForGo));
        await engine.StatusAsync(id, "ready");

        (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        await engine.Client.RaiseEventAsync(id, "go", "lives");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("lives");
    }

    [Fact]
    public async Task A_filter_purges_by_creation_time_and_status()
    {
        List<OrchestrationMetadata> completed = [];
        for (int i = 0; i < 3; i++)
            completed.Add(await engine.RunAsync(nameof(CommonOrchestrators.ReturnsInput), "gone"));
        string failed = (await engine.RunAsync(nameof(CommonOrchestrators.Throws))).InstanceId;

        PurgeResult purged = await engine.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(completed[0].CreatedAt, completed[2].CreatedAt.AddHours(1), [OrchestrationRuntimeStatus.Completed]));

        purged.PurgedInstanceCount.ShouldBe(3);
        foreach (OrchestrationMetadata instance in completed)
            (await engine.Client.GetInstanceAsync(instance.InstanceId)).ShouldBeNull();
        (await engine.Client.GetInstanceAsync(failed)).ShouldNotBeNull();
    }

    // The in-process test host does not read the option.
    [Fact]
    [Trait("Host", "Functions")]
    public async Task Children_are_purged_if_asked()
    {
        string id = (await engine.RunAsync(nameof(SubOrchestrators.CallsChild), "purge-child")).InstanceId;

        (await engine.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount.ShouldBe(2);
        (await engine.Client.GetInstanceAsync("purge-child")).ShouldBeNull();
    }
}
