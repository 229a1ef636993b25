using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;

namespace LocalFunctions.Tests.Durable.Hubs;

/// <summary>
/// The app and the load of the checked-in hub files: one file for each released schema, with an instance in every state. <c>v1.db</c> was made by
/// <see cref="MakeAsync"/> when that schema was the newest; a file is never made again, a new schema gets a new one.
/// </summary>
internal static class ReleasedHubs
{
    /// <summary>How each instance ends once everything it waits for has come, as its serialized output; null: it failed or was terminated.</summary>
    public static IReadOnlyDictionary<string, string?> Ends { get; } = new Dictionary<string, string?>
    {
        ["later"] = "3",
        ["activity"] = "4",
        ["timer"] = "\"woken\"",
        ["long-timer"] = "\"woken\"",
        ["event"] = "7",
        ["unread"] = "8",
        ["early"] = "9",
        ["suspended"] = "10",
        ["parent"] = "22",
        ["parent-child"] = "11",
        ["retry"] = "12",
        ["continued"] = "13",
        ["completed"] = "2",
        ["failed"] = null,
        ["terminated"] = null,
    };

    /// <summary>The path of a checked-in hub file.</summary>
    public static string PathOf(string file) => Imr.Testing.RepoRoot.Combine("tests", "LocalFunctions.Tests", "Durable", "Hubs", file);

    /// <summary>The app whose instances the files hold.</summary>
    /// <param name="slow">What the activity Slow awaits before it answers; until then the activity Flaky fails.</param>
    public static TestApp App(Task slow)
    {
        return new TestApp()
            .Activity<int, int>("Next", n => n + 1)
            .Activity<int, int>("Flaky", n => slow.IsCompleted ? n : throw new InvalidOperationException("not yet"))
            .ActivityAsync<int, int>("Slow", async n =>
            {
                await slow;
                return n;
            })
            .Orchestrator("Count", async context => await context.CallActivityAsync<int>("Next", context.GetInput<int>()))
            .Orchestrator("Slow", async context => await context.CallActivityAsync<int>("Slow", context.GetInput<int>()))
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime + TimeSpan.FromDays(context.GetInput<int>()), CancellationToken.None);
                return "woken";
            })
            .Orchestrator("Wait", async context =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<int>("Go");
            })
            .Orchestrator("WaitTwice", async context =>
            {
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<int>("First");
                return await context.WaitForExternalEvent<int>("Go");
            })
            .Orchestrator("Parent", async context => 2 * await context.CallSubOrchestratorAsync<int>(
                "Wait", options: new SubOrchestrationOptions(new TaskOptions(), context.InstanceId + "-child")))
            .Orchestrator("Retry", async context => await context.CallActivityAsync<int>(
                "Flaky", context.GetInput<int>(), new TaskOptions(new TaskRetryOptions(new RetryPolicy(2, TimeSpan.FromHours(1))))))
            .Orchestrator("Again", async context =>
            {
                int round = context.GetInput<int>();
                context.SetCustomStatus("waiting");
                int sum = round + await context.WaitForExternalEvent<int>("Go");
                if (round == 0)
                    context.ContinueAsNew(sum);
                return sum;
            })
            .Orchestrator("Fail", context => throw new InvalidOperationException("as it should"));
    }

    /// <summary>Makes instances in every state and stops dead, so that nothing of them is under way in memory.</summary>
    /// <returns>The hub, dead; its file is complete.</returns>
    public static async Task<TestHub> MakeAsync()
    {
        TestHub hub = await TestHub.StartAsync(App(new TaskCompletionSource().Task));
        await hub.RunAsync("Count", 1, "completed");
        await hub.RunAsync("Fail", id: "failed");
        await StartAsync(hub, "Wait", null, "terminated");
        await hub.Client.TerminateInstanceAsync("terminated", "enough");
        await hub.EndAsync("terminated");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 2, new StartOrchestrationOptions("later", hub.Time.GetUtcNow().AddHours(1)));
        await StartAsync(hub, "Slow", 4, "activity");
        await StartAsync(hub, "Sleep", 2, "timer");
        await StartAsync(hub, "Sleep", 10, "long-timer");
        await StartAsync(hub, "Wait", null, "event");
        await StartAsync(hub, "Wait", null, "unread");
        await StartAsync(hub, "WaitTwice", null, "early");
        await hub.Client.RaiseEventAsync("early", "Go", 9);
        await StartAsync(hub, "Wait", null, "suspended");
        await hub.Client.SuspendInstanceAsync("suspended", "a pause");
        await hub.UntilAsync("suspended", m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync("suspended", "Go", 10);
        await StartAsync(hub, "Parent", null, "parent");
        await hub.StatusAsync("parent-child", "waiting");
        await StartAsync(hub, "Retry", 12, "retry");
        await hub.UntilTimersAsync("retry", 1);
        await StartAsync(hub, "Again", 0, "continued");
        await hub.Client.RaiseEventAsync("continued", "Go", 6);
        await hub.UntilAsync("continued", m => m.SerializedInput == "6");
        await hub.StatusAsync("continued", "waiting");
        await hub.TurnsAsync("suspended", 3);
        await hub.TurnsAsync("early", 2);

        hub.KillAt(FaultPoint.AfterClientCommit);
        await hub.Client.RaiseEventAsync("unread", "Go", 8);
        await hub.Engine.Killed;
        // The writer's thread closes the file last, and takes the write-ahead log into it.
        while (File.Exists(hub.File + "-wal"))
            await Task.Yield();
        return hub;
    }

    /// <summary>Gives every open instance what it waits for.</summary>
    public static async Task GoOnAsync(TestHub hub)
    {
        await hub.Client.RaiseEventAsync("event", "Go", 7);
        await hub.Client.RaiseEventAsync("early", "First", 0);
        await hub.Client.ResumeInstanceAsync("suspended");
        await hub.Client.RaiseEventAsync("parent-child", "Go", 11);
        await hub.Client.RaiseEventAsync("continued", "Go", 7);
        // Day by day: a long timer is several short ones, each made when the one before has fired.
        for (int day = 0; day <= 10; day++)
        {
            await hub.Engine.WhenIdle();
            hub.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    private static async Task StartAsync(TestHub hub, string name, object? input, string id)
    {
        StartOrchestrationOptions options = new(id) { Tags = new Dictionary<string, string> { ["made"] = "by hand" } };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, input, options);
        await hub.TurnsAsync(id, 1);
    }
}
