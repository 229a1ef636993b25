using Durable.Parity.Harness;

namespace Durable.Parity;

public static class PayloadFunctions
{
    [Function(nameof(ReturnsText))]
    public static string ReturnsText([ActivityTrigger] int length) => new('x', length);

    [Function(nameof(ReturnsLongOutput))]
    public static Task<string> ReturnsLongOutput([OrchestrationTrigger] TaskOrchestrationContext context)
        => Task.FromResult(new string('x', context.GetInput<int>()));

    [Function(nameof(TakesLongResult))]
    public static async Task<int> TakesLongResult([OrchestrationTrigger] TaskOrchestrationContext context)
        => (await context.CallActivityAsync<string>(nameof(ReturnsText), context.GetInput<int>())).Length;

    [Function(nameof(SetsLongStatus))]
    public static async Task SetsLongStatus([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new string('x', context.GetInput<int>()));
        await context.CallActivityAsync(nameof(CommonActivities.Echo), "turn");
    }
}

[Collection(ParityRun.Name)]
public sealed class PayloadLimitTests(ParityEngine engine)
{
    private const int AboveMiB = (1024 * 1024) + 1;

    [Theory]
    [InlineData(nameof(PayloadFunctions.ReturnsLongOutput))]
    [InlineData(nameof(PayloadFunctions.TakesLongResult))]
    public async Task Half_a_mebibyte_passes(string orchestrator)
        => (await engine.RunAsync(orchestrator, 512 * 1024)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

    // The limits are the local host's own; each host has its own.
    [Theory]
    [Trait("Host", "Local")]
    [InlineData(nameof(PayloadFunctions.ReturnsLongOutput), AboveMiB)]
    [InlineData(nameof(PayloadFunctions.TakesLongResult), AboveMiB)]
    [InlineData(nameof(PayloadFunctions.SetsLongStatus), 8 * 1024)] // 16 KiB of UTF-16, and its quotes
    public async Task Above_the_limit_the_instance_fails_and_says_why(string orchestrator, int length)
    {
        OrchestrationMetadata end = await engine.RunAsync(orchestrator, length);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        TaskFailureDetails reason = end.FailureDetails!.InnerFailure ?? end.FailureDetails;
        reason.ErrorMessage.ShouldContain("the limit is");
        reason.ErrorMessage.ShouldNotContain("xxx");
    }

    // As above.
    [Fact]
    [Trait("Host", "Local")]
    public async Task An_input_or_event_above_the_limit_is_refused()
    {
        string text = new('x', AboveMiB);
        await Should.ThrowAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.ReturnsInput), text));
        await Should.ThrowAsync<ArgumentException>(() => engine.Client.RaiseEventAsync("payload-nobody", "go", text));
    }
}
