namespace LocalFunctions.Tests.Durable;

public sealed class DurableIllegalAwaitTests
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> _offences = new()
    {
        ["delay"] = _ => Task.Delay(TimeSpan.FromMilliseconds(1)),
        ["endless"] = _ => new TaskCompletionSource().Task,
        ["run"] = async context =>
        {
            await Task.Run(async () => await Task.Delay(1));
            await context.CallActivityAsync("Any");
        },
        ["leave"] = async context =>
        {
            await Task.Delay(1).ConfigureAwait(false);
            await context.CallActivityAsync("Any");
        },
        ["leave beside a wait"] = async context =>
        {
            Task<string> open = context.WaitForExternalEvent<string>("never");
            await Task.Delay(1).ConfigureAwait(false);
            context.SetCustomStatus("from elsewhere");
            await open;
        },
        ["come back beside a wait"] = async context =>
        {
            Task<string> open = context.WaitForExternalEvent<string>("never");
            await Task.Delay(1);
            await open;
        },
        ["cancel elsewhere"] = async context =>
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            await cancel.CancelAsync();
            await timer;
        },
    };

    public static TheoryData<string> Offences => [.. _offences.Keys];

    [Theory]
    [MemberData(nameof(Offences))]
    public async Task It_fails_that_instance_only(string offence)
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Any", n => n)
            .Orchestrator("Offender", _offences[offence])
            .Orchestrator("Bystander", async context => (object)await context.WaitForExternalEvent<string>("go"));
        await using TestHub hub = await TestHub.StartAsync(app);
        string bystander = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Bystander");

        OrchestrationMetadata end = await hub.RunAsync("Offender");
        await hub.Client.RaiseEventAsync(bystander, "go", "well");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("invalid asynchronous invocation");
        (await hub.EndAsync(bystander)).ReadOutputAs<string>().ShouldBe("well");
    }
}
