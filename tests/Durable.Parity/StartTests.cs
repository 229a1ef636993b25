using Durable.Parity.Harness;

namespace Durable.Parity;

[Collection(ParityRun.Name)]
public sealed class StartTests(ParityEngine engine)
{
    private Task<string> StartAsync(string name, string id, string input, params OrchestrationRuntimeStatus[] dedupe)
    {
        StartOrchestrationOptions options = new(id);
        return engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, dedupe.Length == 0 ? options : options.WithDedupeStatuses(dedupe));
    }

    // By name: the exception is the core library's, which an app need not refer to.
    private static async Task ShouldExistAsync(Func<Task> start)
        => (await Should.ThrowAsync<Exception>(start)).GetType().Name.ShouldBe("OrchestrationAlreadyExistsException");

    [Fact]
    public async Task An_instance_in_a_listed_status_is_not_replaced()
    {
        await engine.EndAsync(await StartAsync(nameof(CommonOrchestrators.ReturnsInput), "start-listed", "first"));

        await ShouldExistAsync(() => StartAsync(
            nameof(CommonOrchestrators.ReturnsInput), "start-listed", "second", OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed));
        (await engine.EndAsync("start-listed")).ReadOutputAs<string>().ShouldBe("first");
    }

    [Fact]
    public async Task A_running_instance_in_a_listed_status_is_not_replaced()
    {
        await StartAsync(nameof(CommonOrchestrators.WaitsForGo), "start-running", "first ");
        await engine.StatusAsync("start-running", "ready");

        await ShouldExistAsync(() => StartAsync(
            nameof(CommonOrchestrators.WaitsForGo), "start-running", "second ", OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending));
        await engine.Client.RaiseEventAsync("start-running", "go", "lives");
        (await engine.EndAsync("start-running")).ReadOutputAs<string>().ShouldBe("first lives");
    }

    [Fact]
    public async Task An_ended_instance_in_no_listed_status_is_replaced()
    {
        await engine.EndAsync(await StartAsync(nameof(CommonOrchestrators.ReturnsInput), "start-ended", "first"));
        await StartAsync(nameof(CommonOrchestrators.ReturnsInput), "start-ended", "second", OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);

        OrchestrationMetadata end = await engine.UntilAsync("start-ended", m => m.IsCompleted && m.ReadInputAs<string>() == "second");
        end.ReadOutputAs<string>().ShouldBe("second");
    }

    // What a start without a list does to a running instance is the host's choice: the Functions host takes it from its settings.
    [Fact]
    [Trait("Host", "InProcess")]
    public async Task Without_a_list_a_running_instance_is_replaced()
    {
        await StartAsync(nameof(CommonOrchestrators.WaitsForGo), "start-replaced", "old ");
        await engine.StatusAsync("start-replaced", "ready");
        await StartAsync(nameof(CommonOrchestrators.WaitsForGo), "start-replaced", "new ");
        await engine.UntilAsync("start-replaced", m => m.ReadInputAs<string>() == "new " && m.SerializedCustomStatus is not null);
        await engine.Client.RaiseEventAsync("start-replaced", "go", "lives");

        (await engine.EndAsync("start-replaced")).ReadOutputAs<string>().ShouldBe("new lives");
    }

    [Fact]
    public async Task A_status_that_does_not_exist_is_refused()
        => await Should.ThrowAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CommonOrchestrators.ReturnsInput), null, new StartOrchestrationOptions("start-wrong") { DedupeStatuses = ["Sleeping"] }));

    [Fact]
    public async Task Tags_and_input_come_back_with_the_metadata()
    {
        StartOrchestrationOptions options = new() { Tags = new Dictionary<string, string> { ["case"] = "0815" } };
        OrchestrationMetadata end = await engine.RunAsync(nameof(CommonOrchestrators.ReturnsInput), "tagged", options);

        end.Name.ShouldBe(nameof(CommonOrchestrators.ReturnsInput));
        end.Tags["case"].ShouldBe("0815");
        end.ReadInputAs<string>().ShouldBe("tagged");
        end.LastUpdatedAt.ShouldBeGreaterThanOrEqualTo(end.CreatedAt);
    }

    // The in-process test host does not read the start time.
    [Fact]
    [Trait("Host", "Functions")]
    public async Task An_instance_with_a_later_start_is_pending_and_can_be_terminated()
    {
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CommonOrchestrators.ReturnsInput), "later", new StartOrchestrationOptions(StartAt: new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        await engine.Client.TerminateInstanceAsync(id);
        (await engine.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }
}
