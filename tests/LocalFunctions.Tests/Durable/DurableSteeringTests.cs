namespace LocalFunctions.Tests.Durable;

public sealed class DurableSteeringTests
{
    private static TestApp Counter() => new TestApp().Orchestrator("Count", async context =>
    {
        int count = context.GetInput<int>();
        context.SetCustomStatus($"{count}");
        string next = await context.WaitForExternalEvent<string>("next");
        if (next == "stop")
            return (object)count;
        context.ContinueAsNew(count + 1);
        return null;
    });

    [Fact]
    public async Task ContinueAsNew_starts_with_an_empty_history_and_keeps_unread_events()
    {
        await using TestHub hub = await TestHub.StartAsync(Counter());
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hub.Client.RaiseEventAsync(id, "next", "on")));
        await hub.StatusAsync(id, "6");
        hub.Events(id).Count.ShouldBeLessThan(10);
        await hub.Client.RaiseEventAsync(id, "next", "stop");

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(6);
    }

    [Fact]
    public async Task Unread_events_are_dropped_if_asked()
    {
        TestApp app = new TestApp().Orchestrator("Drop", async context =>
        {
            if (context.GetInput<string>() == "again")
                return (object)await context.WaitForExternalEvent<string>("go");
            await context.WaitForExternalEvent<string>("restart");
            context.ContinueAsNew("again", preserveUnprocessedEvents: false);
            return null;
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Drop", "first");
        await hub.Client.RaiseEventAsync(id, "go", "early");
        await hub.Client.RaiseEventAsync(id, "restart", "");
        await hub.UntilAsync(id, m => m.SerializedInput == "\"again\"");
        await hub.Client.RaiseEventAsync(id, "go", "late");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("late");
    }

    [Fact]
    public async Task Results_of_the_old_run_do_not_reach_the_new_one()
    {
        TaskCompletionSource<string> old = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestApp app = new TestApp()
            .ActivityAsync<string, string>("Answer", input => input == "old" ? old.Task : Task.FromResult("new answer"))
            .Orchestrator("Again", async context =>
            {
                Task<string> answer = context.CallActivityAsync<string>("Answer", context.GetInput<string>());
                using CancellationTokenSource cancel = new();
                _ = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                cancel.Cancel();
                if (context.GetInput<string>() != "old")
                    return (object)await answer;
                context.ContinueAsNew("new");
                return null;
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Again", "old");
        await hub.TurnsAsync(id, 1);
        hub.Time.Advance(TimeSpan.FromHours(2));
        old.SetResult("old answer");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("new answer");
    }

    [Fact]
    public async Task ContinueAsNew_can_change_the_version()
    {
        TestApp app = new TestApp().Orchestrator("Migrate", context =>
        {
            if (context.CompareVersionTo("2") >= 0)
                return Task.FromResult<object?>(context.Version);
            context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2" });
            return Task.FromResult<object?>(null);
        });
        await using TestHub hub = await TestHub.StartAsync(app, options => options.DefaultVersion = "1");

        (await hub.RunAsync("Migrate")).ReadOutputAs<string>().ShouldBe("2");
    }

    [Fact]
    public async Task While_suspended_events_and_timers_wait_and_the_status_stays()
    {
        TestApp app = new TestApp().Orchestrator("Halt", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            context.SetCustomStatus("after timer");
            return (object)await context.WaitForExternalEvent<string>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Halt");
        await hub.StatusAsync(id, "waiting");
        await hub.Client.SuspendInstanceAsync(id, "audit", TestHub.Soon);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.Client.RaiseEventAsync(id, "go", "later");
        await hub.TurnsAsync(id, 4);

        OrchestrationMetadata halted = (await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        halted.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        halted.ReadCustomStatusAs<string>().ShouldBe("waiting");
        await hub.ReopenAsync();
        await hub.Client.ResumeInstanceAsync(id, null, TestHub.Soon);

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("later");
    }

    [Fact]
    public async Task A_suspended_instance_can_be_terminated_and_later_events_vanish()
    {
        await using TestHub hub = await TestHub.StartAsync(Counter());
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1);
        await hub.Client.SuspendInstanceAsync(id, null, TestHub.Soon);
        await hub.UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(id, (object)"stopped");
        await hub.Client.RaiseEventAsync(id, "next", "stop");

        OrchestrationMetadata end = await hub.EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.ReadOutputAs<string>().ShouldBe("stopped");
    }

    [Fact]
    public async Task A_parent_is_terminated_with_its_children_if_asked()
    {
        TestApp app = new TestApp()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")))
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("never"));
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("all"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("alone"));
        await hub.Client.WaitForInstanceStartAsync("all-child", TestHub.Soon);
        await hub.Client.WaitForInstanceStartAsync("alone-child", TestHub.Soon);

        await hub.Client.TerminateInstanceAsync("all", new TerminateInstanceOptions(Recursive: true));
        await hub.Client.TerminateInstanceAsync("alone");

        (await hub.EndAsync("all-child")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await hub.EndAsync("alone")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await hub.Client.GetInstanceAsync("alone-child"))!.IsRunning.ShouldBeTrue();
        await hub.Client.TerminateInstanceAsync("alone-child");
        await hub.EndAsync("alone-child");
    }

    [Fact]
    public async Task An_instance_that_has_not_started_can_be_terminated()
    {
        await using TestHub hub = await TestHub.StartAsync(Counter());
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddDays(1)));

        await hub.Client.RaiseEventAsync(id, "next", "on");
        await hub.Client.TerminateInstanceAsync(id);

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task Instances_are_listed_by_filter_and_page()
    {
        await using TestHub hub = await TestHub.StartAsync(Counter());
        for (int n = 0; n < 7; n++)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", n, new StartOrchestrationOptions($"a-{n}"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 0, new StartOrchestrationOptions("b"));
        await hub.Client.TerminateInstanceAsync("b");
        await hub.EndAsync("b");

        OrchestrationQuery query = new(InstanceIdPrefix: "a-", PageSize: 3, FetchInputsAndOutputs: true);
        List<Page<OrchestrationMetadata>> pages = [];
        await foreach (Page<OrchestrationMetadata> page in hub.Client.GetAllInstancesAsync(query).AsPages())
            pages.Add(page);

        pages.Select(p => p.Values.Count).ShouldBe([3, 3, 1]);
        pages.SelectMany(p => p.Values).Select(m => m.ReadInputAs<int>()).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        await foreach (OrchestrationMetadata ended in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Terminated])))
            ended.InstanceId.ShouldBe("b");
    }

    [Fact]
    public async Task Only_ended_instances_are_purged()
    {
        await using TestHub hub = await TestHub.StartAsync(Counter());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1, new StartOrchestrationOptions("open"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1, new StartOrchestrationOptions("ended"));
        await hub.Client.TerminateInstanceAsync("ended");
        await hub.EndAsync("ended");

        (await hub.Client.PurgeInstanceAsync("open")).PurgedInstanceCount.ShouldBe(0);
        (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(1);

        (await hub.Client.GetInstanceAsync("ended")).ShouldBeNull();
        (await hub.Client.GetInstanceAsync("open")).ShouldNotBeNull();
    }
}
