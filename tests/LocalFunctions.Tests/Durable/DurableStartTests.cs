using LocalFunctions.Durable.Core.Exceptions;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableStartTests
{
    private static readonly StartOrchestrationOptions _once = new StartOrchestrationOptions("one").WithDedupeStatuses(
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated);

    private static TestApp Waiting() => new TestApp().Orchestrator("Wait", async context =>
    {
        context.SetCustomStatus(context.GetInput<string>());
        return (object)(context.GetInput<string>() + await context.WaitForExternalEvent<string>("go"));
    });

    [Fact]
    public async Task With_all_statuses_an_existing_instance_is_refused()
    {
        await using TestHub hub = await TestHub.StartAsync(Waiting());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "a", _once);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "b", _once));
        await hub.Client.TerminateInstanceAsync("one", null, TestHub.Soon);
        await hub.EndAsync("one");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "b", _once));
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_wins()
    {
        await using TestHub hub = await TestHub.StartAsync(Waiting());

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", $"{n}", _once);
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        won.Count(w => w).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_list_a_running_instance_is_replaced_and_its_old_results_are_dropped()
    {
        TaskCompletionSource<string> old = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource oldRuns = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestApp app = new TestApp()
            .ActivityAsync<string, string>("Answer", async input =>
            {
                if (input != "old")
                    return "new answer";
                oldRuns.SetResult();
                return await old.Task;
            })
            .Orchestrator("Ask", async context =>
            {
                string answer = await context.CallActivityAsync<string>("Answer", context.GetInput<string>());
                return (object)(answer + await context.WaitForExternalEvent<string>("go"));
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", "old", new StartOrchestrationOptions("one"));
        await oldRuns.Task.WaitAsync(TestHub.Soon);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", "new", new StartOrchestrationOptions("one"));
        old.SetResult("old answer");
        await hub.Client.RaiseEventAsync("one", "go", "!");

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("new answer!");
    }

    [Fact]
    public async Task An_ended_instance_outside_the_list_is_replaced()
    {
        await using TestHub hub = await TestHub.StartAsync(Waiting());
        StartOrchestrationOptions options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Running);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "a", options);
        await hub.Client.TerminateInstanceAsync("one", (object)"over");
        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("over");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "b", options);
        await hub.Client.RaiseEventAsync("one", "go", "2");

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("b2");
    }

    [Fact]
    public async Task A_wrong_status_name_is_refused()
    {
        await using TestHub hub = await TestHub.StartAsync(Waiting());

        await Should.ThrowAsync<ArgumentException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "a", new StartOrchestrationOptions { DedupeStatuses = ["Sleeping"] }));
    }

    [Fact]
    public async Task Tags_and_version_come_with_the_start()
    {
        TestApp app = new TestApp().Orchestrator("Versioned", context => Task.FromResult<object?>(
            $"{context.Version} {context.CompareVersionTo("1.9")} {context.CompareVersionTo("1.10.0")} {context.CompareVersionTo("")}"));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.DefaultVersion = "1.10");
        StartOrchestrationOptions options = new("v") { Tags = new Dictionary<string, string> { ["team"] = "imr" } };

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Versioned", options);
        OrchestrationMetadata end = await hub.EndAsync("v");

        end.ReadOutputAs<string>().ShouldBe("1.10 1 -1 1");
        end.Tags["team"].ShouldBe("imr");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Versioned", options with { Version = "2.0" });
        (await hub.UntilAsync("v", m => m.IsCompleted)).ReadOutputAs<string>()!.ShouldStartWith("2.0 1 1");
    }

    [Fact]
    public async Task A_start_whose_hub_is_not_started_yet_is_kept()
    {
        await using TestHub hub = await TestHub.StartAsync(Waiting());
        await hub.ReopenAsync(start: false);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "a", _once);
        await hub.Client.RaiseEventAsync("one", "go", "b");

        await hub.ReopenAsync();

        (await hub.EndAsync("one")).ReadOutputAs<string>().ShouldBe("ab");
    }
}
