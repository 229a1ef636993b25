namespace LocalFunctions.Tests.Durable;

public sealed class DurableEventsTests
{
    [Fact]
    public async Task The_newest_waiter_gets_the_event_and_names_have_no_case()
    {
        TestApp app = new TestApp().Orchestrator("Stack", async context =>
        {
            Task<string> first = context.WaitForExternalEvent<string>("go");
            Task<string> second = context.WaitForExternalEvent<string>("GO");
            context.SetCustomStatus("ready");
            await Task.WhenAll(first, second);
            return (object)$"{second.Result}{first.Result}";
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Stack");
        await hub.StatusAsync(id, "ready");

        await hub.Client.RaiseEventAsync(id, "Go", "1");
        await hub.Client.RaiseEventAsync(id, "gO", "2");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("12");
    }

    [Fact]
    public async Task A_cancelled_waiter_swallows_the_next_event()
    {
        TestApp app = new TestApp().Orchestrator("Swallow", async context =>
        {
            Task<string> kept = context.WaitForExternalEvent<string>("go");
            using CancellationTokenSource cancel = new();
            Task<string> dropped = context.WaitForExternalEvent<string>("go", cancel.Token);
            cancel.Cancel();
            (await Orchestrators.IsCancelledAsync(dropped)).ShouldBeTrue();
            context.SetCustomStatus("ready");
            return (object)await kept;
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Swallow");
        await hub.StatusAsync(id, "ready");

        await hub.Client.RaiseEventAsync(id, "go", "swallowed");
        await hub.Client.RaiseEventAsync(id, "go", "taken");

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("taken");
    }

    [Fact]
    public async Task Early_events_are_kept_in_their_order()
    {
        TestApp app = new TestApp().Orchestrator("Late", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return (object)(await context.WaitForExternalEvent<string>("go") + await context.WaitForExternalEvent<string>("go"));
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Late");
        await hub.Client.RaiseEventAsync(id, "go", "a");
        await hub.Client.RaiseEventAsync(id, "go", "b");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Soon);

        hub.Time.Advance(TimeSpan.FromMinutes(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("ab");
    }

    [Fact]
    public async Task Two_types_under_one_name_throw()
    {
        TestApp app = new TestApp().Orchestrator("Types", async context =>
        {
            _ = context.WaitForExternalEvent<string>("go");
            await context.WaitForExternalEvent<int>("go");
        });
        await using TestHub hub = await TestHub.StartAsync(app);

        (await hub.RunAsync("Types")).FailureDetails!.IsCausedBy<ArgumentException>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_of_another_type_than_awaited_fails_the_instance()
    {
        TestApp app = new TestApp().Orchestrator("Number", async context => (object)await context.WaitForExternalEvent<int>("go"));
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Number");

        await hub.Client.RaiseEventAsync(id, "go", "not a number");

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public async Task Events_for_missing_and_ended_instances_vanish()
    {
        TestApp app = new TestApp().Orchestrator("Quick", _ => Task.CompletedTask);
        await using TestHub hub = await TestHub.StartAsync(app);
        OrchestrationMetadata end = await hub.RunAsync("Quick");

        await hub.Client.RaiseEventAsync(end.InstanceId, "go");
        await hub.Client.RaiseEventAsync("nobody", "go");

        (await hub.Client.GetInstanceAsync("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task An_option_makes_an_event_for_a_missing_instance_throw()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp(), options => options.ThrowOnRaiseToMissing = true);

        await Should.ThrowAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync("nobody", "go"));
    }

    [Fact]
    public async Task A_wait_with_a_timeout_is_cancelled_and_a_wait_in_time_cancels_its_timer()
    {
        TestApp app = new TestApp().Orchestrator("Timed", async context =>
        {
            string first = await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1));
            context.SetCustomStatus("second");
            (await Orchestrators.IsCancelledAsync(context.WaitForExternalEvent<string>("again", TimeSpan.FromDays(1)))).ShouldBeTrue();
            return (object)first;
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Timed");
        await hub.Client.RaiseEventAsync(id, "go", "in time");
        await hub.StatusAsync(id, "second");
        hub.Time.Advance(TimeSpan.FromDays(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("in time");
    }

    [Fact]
    public async Task An_orchestration_sends_events_to_another()
    {
        TestApp app = new TestApp()
            .Orchestrator("Receiver", async context => (object)await context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("receiver", "HELLO", "from afar");
                context.SendEvent("nobody", "hello", "lost");
                return Task.CompletedTask;
            });
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", null, new StartOrchestrationOptions("receiver"));

        (await hub.RunAsync("Sender")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

        (await hub.EndAsync("receiver")).ReadOutputAs<string>().ShouldBe("from afar");
    }
}
