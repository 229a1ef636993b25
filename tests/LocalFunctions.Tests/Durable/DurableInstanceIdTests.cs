using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Tests.Durable;

/// <summary>Ids that the Functions host refuses are refused here too, so that an app does not learn it in Azure.</summary>
public sealed class DurableInstanceIdTests
{
    [Theory]
    [InlineData("@entity@key")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public async Task A_start_with_an_id_that_Azure_refuses_is_refused(string id)
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp().Orchestrator("Any", _ => Task.CompletedTask));
        await Should.ThrowAsync<ArgumentException>(() => hub.RunAsync("Any", id: id));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task An_id_has_at_most_the_extensions_256_characters(int length, bool allowed)
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp().Orchestrator("Any", _ => Task.CompletedTask));
        Task<OrchestrationMetadata> run = hub.RunAsync("Any", id: new string('a', length));
        if (allowed)
            (await run).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        else
            await Should.ThrowAsync<ArgumentException>(() => run);
    }

    [Fact]
    public async Task An_orchestrator_may_not_use_an_id_of_an_entity_and_a_blank_child_id_is_replaced()
    {
        TestApp app = new TestApp().Orchestrator("Child", c => Task.FromResult<object?>(c.InstanceId)).Orchestrator("Parent", async context =>
        {
            int refused = 0;
            try
            {
                context.SendEvent("@entity@key", "any", 1);
            }
            catch (ArgumentException)
            {
                refused++;
            }

            try
            {
                await context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "@entity@key"));
            }
            catch (ArgumentException)
            {
                refused++;
            }

            string child = await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: " "));
            return (object?)(child.Trim().Length > 0 ? refused : -1);
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        (await hub.RunAsync("Parent")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Each_attempt_at_a_child_of_a_blank_id_has_an_id_of_its_own_after_the_run_and_the_call(string blank)
    {
        int attempts = 0;
        TestApp app = new TestApp()
            .Orchestrator("Child", c => ++attempts < 2 ? throw new InvalidOperationException() : Task.FromResult<object?>(c.InstanceId))
            .Orchestrator("Parent", async context =>
            {
                TaskOptions retry = TaskOptions.FromRetryHandler(_ => true);
                return await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(retry, blank));
            });
        await using TestHub hub = await TestHub.StartAsync(app);

        OrchestrationMetadata parent = await hub.RunAsync("Parent");

        string execution = hub.Engine.Reader.Find(parent.InstanceId)!.Instance.Execution;
        hub.Events(parent.InstanceId).OfType<SubOrchestrationCreated>().Select(created => created.InstanceId).ShouldBe([$"{execution}:0", $"{execution}:1"]);
        parent.ReadOutputAs<string>().ShouldBe($"{execution}:1");
    }
}
