using Durable.Parity.Harness;

namespace Durable.Parity;

/// <summary>Each changes its mind on the replay: a static note tells it that it has run before.</summary>
public static class DivergentOrchestrators
{
    private static bool IsFirst(TaskOrchestrationContext context) => Observed.Add(context.InstanceId, "run") == 1;

    [Function(nameof(CallsAnother))]
    public static Task CallsAnother([OrchestrationTrigger] TaskOrchestrationContext context)
        => context.CallActivityAsync(IsFirst(context) ? nameof(CommonActivities.Echo) : nameof(CommonActivities.Shout), "x");

    [Function(nameof(CallsNothing))]
    public static Task CallsNothing([OrchestrationTrigger] TaskOrchestrationContext context)
        => IsFirst(context) ? context.CallActivityAsync(nameof(CommonActivities.Echo), "x") : Task.CompletedTask;

    [Function(nameof(WaitsInstead))]
    public static Task WaitsInstead([OrchestrationTrigger] TaskOrchestrationContext context)
        => IsFirst(context) ? context.CallActivityAsync(nameof(CommonActivities.Echo), "x") : context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);

    [Function(nameof(Swaps))]
    public static async Task Swaps([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        bool first = IsFirst(context);
        Task one = context.CallActivityAsync(first ? nameof(CommonActivities.Echo) : nameof(CommonActivities.Shout), "x");
        Task two = context.CallActivityAsync(first ? nameof(CommonActivities.Shout) : nameof(CommonActivities.Echo), "x");
        await Task.WhenAll(one, two);
    }

    [Function(nameof(ChangesInputAndCase))]
    public static async Task<string> ChangesInputAndCase([OrchestrationTrigger] TaskOrchestrationContext context)
        => IsFirst(context)
            ? await context.CallActivityAsync<string>("Echo", "as called")
            : await context.CallActivityAsync<string>("ECHO", "as replayed");
}

[Collection(ParityRun.Name)]
public sealed class DivergenceTests(ParityEngine engine)
{
    [Theory]
    [InlineData(nameof(DivergentOrchestrators.CallsAnother))]
    [InlineData(nameof(DivergentOrchestrators.CallsNothing))]
    [InlineData(nameof(DivergentOrchestrators.WaitsInstead))]
    [InlineData(nameof(DivergentOrchestrators.Swaps))]
    public async Task Code_that_does_not_repeat_its_history_fails_and_the_event_is_named(string orchestrator)
    {
        OrchestrationMetadata end = await engine.RunAsync(orchestrator);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain($"'{nameof(CommonActivities.Echo)}'");
    }

    [Fact]
    public async Task Other_inputs_and_other_case_are_no_divergence()
        => (await engine.RunAsync(nameof(DivergentOrchestrators.ChangesInputAndCase))).ReadOutputAs<string>().ShouldBe("as called");
}
