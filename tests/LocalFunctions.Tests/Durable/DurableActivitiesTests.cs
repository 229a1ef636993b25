namespace LocalFunctions.Tests.Durable;

public sealed class DurableActivitiesTests
{
    [Fact]
    public async Task An_orchestration_calls_activities_and_returns_its_output()
    {
        TestApp app = new TestApp()
            .Activity<string, string>("Greet", name => $"Hello {name}")
            .Orchestrator("Greeter", async context =>
            {
                string first = await context.CallActivityAsync<string>("greet", context.GetInput<string>());
                return first + "!";
            });
        await using TestHub hub = await TestHub.StartAsync(app);

        OrchestrationMetadata end = await hub.RunAsync("Greeter", "Ada");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.ReadOutputAs<string>().ShouldBe("Hello Ada!");
        end.ReadInputAs<string>().ShouldBe("Ada");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fan_out_of_1000_finishes(bool kept)
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Twice", n => n * 2)
            .Orchestrator("Fan", async context =>
            {
                int[] all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => context.CallActivityAsync<int>("Twice", n)));
                return (object)all.Sum();
            });
        await using TestHub hub = await TestHub.StartAsync(app, options => options.KeepsOrchestrations = kept);

        OrchestrationMetadata end = await hub.RunAsync("Fan");

        end.ReadOutputAs<int>().ShouldBe(999_000);
        app.Ran.Count.ShouldBe(1000);
    }

    [Fact]
    public async Task A_failed_activity_throws_with_its_details()
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Break", _ => throw new InvalidOperationException("outer", new FormatException("inner")))
            .Orchestrator("Catcher", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Break");
                    return "nothing";
                }
                catch (TaskFailedException failed)
                {
                    TaskFailureDetails details = failed.FailureDetails;
                    return (object)$"{failed.TaskName}#{failed.TaskId} {details.ErrorType} {details.IsCausedBy<InvalidOperationException>()} "
                        + $"{details.IsCausedBy<FormatException>()} {details.InnerFailure!.IsCausedBy<FormatException>()} {failed.Message}";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(app);

        OrchestrationMetadata end = await hub.RunAsync("Catcher");

        end.ReadOutputAs<string>().ShouldBe(
            "Break#0 System.InvalidOperationException True False True Task 'Break' (#0) failed with an unhandled exception: outer");
    }

    [Fact]
    public async Task An_uncaught_failure_fails_the_instance_with_the_chain_of_failures()
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Break", _ => throw new FormatException("bad"))
            .Orchestrator("Faller", context => context.CallActivityAsync("Break"));
        await using TestHub hub = await TestHub.StartAsync(app);

        OrchestrationMetadata end = await hub.RunAsync("Faller");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.IsCausedBy<TaskFailedException>().ShouldBeTrue();
        end.FailureDetails.InnerFailure!.IsCausedBy<FormatException>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_missing_activity_or_orchestrator_fails_and_is_not_retried()
    {
        TestApp app = new TestApp().Orchestrator(
            "Asker", context => context.CallActivityAsync("Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1)))));
        await using TestHub hub = await TestHub.StartAsync(app);

        (await hub.RunAsync("Asker")).FailureDetails!.InnerFailure!.ErrorType.ShouldBe("ActivityTaskNotFound");
        (await hub.RunAsync("Nobody")).FailureDetails!.ErrorType.ShouldBe("OrchestratorTaskNotFound");
    }

    [Fact]
    public async Task A_result_above_the_limit_fails_the_task()
    {
        TestApp app = new TestApp()
            .Activity<int, string>("Long", n => new string('x', n))
            .Orchestrator("Taker", context => context.CallActivityAsync("Long", 5000));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.MaxPayloadBytes = 1000);

        OrchestrationMetadata end = await hub.RunAsync("Taker");

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldContain("5002 bytes");
    }

    [Fact]
    public async Task Options_given_as_input_are_refused()
    {
        TestApp app = new TestApp()
            .Activity<int, int>("Any", n => n)
            .Orchestrator("Mistaken", context => context.CallActivityAsync("Any", (object)new TaskOptions()));
        await using TestHub hub = await TestHub.StartAsync(app);

        (await hub.RunAsync("Mistaken")).FailureDetails!.IsCausedBy<ArgumentException>().ShouldBeTrue();
    }
}
