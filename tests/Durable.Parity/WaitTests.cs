using Durable.Parity.Harness;

namespace Durable.Parity;

[Collection(ParityRun.Name)]
public sealed class WaitTests(ParityEngine engine)
{
    private Task<string> StartAsync() => engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.WaitsForGo), "in ");

    [Fact]
    public async Task A_wait_for_the_start_ends_when_the_instance_runs()
    {
        OrchestrationMetadata started = await engine.Client.WaitForInstanceStartAsync(await StartAsync());

        started.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        started.IsRunning.ShouldBeTrue();
        started.SerializedInput.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => started.ReadInputAs<string>());
    }

    [Fact]
    public async Task A_wait_for_the_start_brings_the_input_if_asked()
        => (await engine.Client.WaitForInstanceStartAsync(await StartAsync(), getInputsAndOutputs: true)).ReadInputAs<string>().ShouldBe("in ");

    [Fact]
    public async Task A_wait_for_the_end_may_begin_before_or_after_it()
    {
        string id = await StartAsync();
        Task<OrchestrationMetadata> early = engine.EndAsync(id);
        await engine.Client.RaiseEventAsync(id, "go", "out");

        (await early).ReadOutputAs<string>().ShouldBe("in out");
        (await engine.EndAsync(id)).ReadOutputAs<string>().ShouldBe("in out");
        (await engine.Client.WaitForInstanceStartAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        OrchestrationMetadata bare = await engine.Client.WaitForInstanceCompletionAsync(id);
        bare.SerializedOutput.ShouldBeNull();
        bare.SerializedCustomStatus.ShouldBeNull();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        string id = await StartAsync();
        using CancellationTokenSource cancel = new();
        Task<OrchestrationMetadata> wait = engine.Client.WaitForInstanceCompletionAsync(id, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task There_is_no_metadata_of_a_missing_instance()
        => (await engine.Client.GetInstanceAsync("wait-nobody")).ShouldBeNull();

    [Fact]
    public async Task An_event_for_a_missing_instance_vanishes_or_is_refused_without_harm()
    {
        // Each host may refuse or drop it; none may start an instance by it.
        try
        {
            await engine.Client.RaiseEventAsync("wait-nobody", "go", "lost");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Refused.
        }

        (await engine.Client.GetInstanceAsync("wait-nobody")).ShouldBeNull();
    }
}
