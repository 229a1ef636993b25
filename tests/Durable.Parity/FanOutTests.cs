using Durable.Parity.Harness;

namespace Durable.Parity;

public static class FanOutOrchestrators
{
    [Function(nameof(FansOut))]
    public static async Task<int[]> FansOut([OrchestrationTrigger] TaskOrchestrationContext context)
        => await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(n => context.CallActivityAsync<int>(nameof(CommonActivities.Twice), n)));

    [Function(nameof(FansOutWithOneFailure))]
    public static async Task<string> FansOutWithOneFailure([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Task<string>[] all =
        [
            context.CallActivityAsync<string>(nameof(CommonActivities.Echo), "a"),
            context.CallActivityAsync<string>(nameof(FailureDetailsFunctions.ThrowsParityException), "broken"),
            context.CallActivityAsync<string>(nameof(CommonActivities.Echo), "c"),
        ];
        try
        {
            await Task.WhenAll(all);
            return "not thrown";
        }
        catch (TaskFailedException failed)
        {
            return $"{await all[0]} {failed.FailureDetails.ErrorMessage} {await all[2]}";
        }
    }
}

[Collection(ParityRun.Name)]
public sealed class FanOutTests(ParityEngine engine)
{
    // Seen: the in-process host takes longer than the half minute for it.
    [Trait("Host", "Functions")]
    [Fact]
    public async Task WhenAll_over_1000_activities_keeps_the_order_of_the_calls()
        => (await engine.RunAsync(nameof(FanOutOrchestrators.FansOut), 1000)).ReadOutputAs<int[]>().ShouldBe(Enumerable.Range(0, 1000).Select(n => n * 2));

    [Fact]
    public async Task WhenAll_waits_for_all_and_throws_the_one_failure()
        => (await engine.RunAsync(nameof(FanOutOrchestrators.FansOutWithOneFailure))).ReadOutputAs<string>().ShouldBe("a broken c");
}
