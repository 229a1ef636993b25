using LocalFunctions.Durable.Engine.Dispatch;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableDuplicatesTests
{
    private static readonly Dictionary<string, HistoryEvent> _duplicates = new(StringComparer.Ordinal)
    {
        ["result"] = new TaskCompleted(0, "\"again\""),
        ["failure"] = new TaskFailed(0, new Failure("System.TimeoutException", "too late")),
    };

    [Theory]
    [InlineData("result", false)]
    [InlineData("result", true)]
    [InlineData("failure", false)]
    [InlineData("failure", true)]
    public async Task A_completion_that_comes_twice_is_ignored_now_and_on_replay(string duplicate, bool kept)
    {
        TestApp app = new TestApp()
            .Activity<string, string>("Echo", text => text)
            .Orchestrator("Caller", async context =>
            {
                string first = await context.CallActivityAsync<string>("Echo", "first");
                context.SetCustomStatus("answered");
                string second = await context.WaitForExternalEvent<string>("go");
                return (object)$"{first} {second} {await context.CallActivityAsync<string>("Echo", "third")}";
            });
        await using TestHub hub = await TestHub.StartAsync(app, options => options.KeepsOrchestrations = kept);
        LiveInstance? instance = null;
        hub.Engine.DeliveryHook = (target, _) => instance = target;
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Caller");
        await hub.StatusAsync(id, "answered");

        hub.Engine.Deliver(instance!, instance!.Execution, _duplicates[duplicate]);
        await hub.TurnsAsync(id, 3);
        await hub.Client.RaiseEventAsync(id, "go", "second");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("first second third");
        hub.Events(id).ShouldContain(_duplicates[duplicate]); // it was taken, and changed nothing
        app.Ran.Count.ShouldBe(2);
    }
}
