using System.Diagnostics;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Telemetry;
using LocalFunctions.Tests.Durable;

namespace LocalFunctions.Tests.Operability;

public sealed class TraceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_trace_goes_from_the_request_to_the_activity_of_the_child_though_the_process_dies_between(bool kept)
    {
        using Spans spans = new();
        TestApp app = new TestApp()
            .Activity<string, string>("Step", text => text)
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Step", "secret"))
            .Orchestrator("Case", async context =>
            {
                await context.CallActivityAsync<string>("Step", "secret");
                await context.CreateTimer(context.CurrentUtcDateTime + TimeSpan.FromHours(1), CancellationToken.None);
                await context.CallSubOrchestratorAsync<string>("Child", "secret");
            });
        await using TestHub hub = await TestHub.StartAsync(app, options => options.KeepsOrchestrations = kept);
        ActivityTraceId trace;
        ActivitySpanId request;
        using (Activity root = Spans.StartRoot())
        {
            (trace, request) = (root.TraceId, root.SpanId);
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", "secret", new StartOrchestrationOptions("traced"));
        }

        await hub.UntilTimersAsync("traced", 1);
        hub.Engine.Kill();
        await hub.ReopenAsync();
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.EndAsync("traced");
        await hub.Engine.WhenIdle();

        List<Activity> found = spans.Of(trace);
        Activity create = found.Single(s => s.OperationName == "create_orchestration:Case");
        Activity run = found.Single(s => s.OperationName == "orchestration:Case");
        Activity task = found.Single(s => s.OperationName == "activity:Step" && s.Kind == ActivityKind.Client && s.ParentSpanId == run.SpanId);
        Activity executed = found.Single(s => s.OperationName == "activity:Step" && s.Kind == ActivityKind.Server && s.ParentSpanId == task.SpanId);
        Activity called = found.Single(s => s.OperationName == "orchestration:Child" && s.Kind == ActivityKind.Client);
        Activity child = found.Single(s => s.OperationName == "orchestration:Child" && s.Kind == ActivityKind.Server);
        Activity timer = found.Single(s => s.OperationName == "orchestration:Case:timer");

        create.ParentSpanId.ShouldBe(request);
        (run.ParentSpanId, run.Kind).ShouldBe((create.SpanId, ActivityKind.Server));
        (called.ParentSpanId, child.ParentSpanId, timer.ParentSpanId).ShouldBe((run.SpanId, called.SpanId, run.SpanId));
        found.Count(s => s.OperationName == "activity:Step").ShouldBe(4);
        run.Duration.ShouldBe(TimeSpan.FromHours(1));
        executed.GetTagItem("durabletask.type").ShouldBe("activity");
        executed.GetTagItem("durabletask.task.instance_id").ShouldBe("traced");
        executed.GetTagItem("durabletask.task.name").ShouldBe("Step");
        executed.GetTagItem("durabletask.task.task_id").ShouldBe(0);
        run.GetTagItem("durabletask.task.status").ShouldBe("Completed");
        found.SelectMany(s => s.TagObjects).ShouldAllBe(tag => !$"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_marks_its_spans_and_says_nothing_of_its_message()
    {
        using Spans spans = new();
        TestApp app = new TestApp()
            .Activity<int, int>("Bad", _ => throw new InvalidOperationException("secret"))
            .Orchestrator("Case", context => context.CallActivityAsync<int>("Bad", 1));
        await using TestHub hub = await TestHub.StartAsync(app);
        ActivityTraceId trace;
        using (Activity root = Spans.StartRoot())
        {
            trace = root.TraceId;
            await hub.RunAsync("Case", id: "bad");
        }

        await hub.Engine.WhenIdle();

        List<Activity> failed = [.. spans.Of(trace).Where(s => s.Status == ActivityStatusCode.Error)];
        failed.Select(s => s.OperationName).Order(StringComparer.Ordinal).ShouldBe(["activity:Bad", "activity:Bad", "orchestration:Case"]);
        failed.ShouldAllBe(s => s.StatusDescription == null && !s.Events.Any());
    }

    [Fact]
    public async Task Outside_of_a_trace_history_holds_none()
    {
        TestApp app = new TestApp().Orchestrator("Case", _ => Task.CompletedTask);
        await using TestHub hub = await TestHub.StartAsync(app);
        ExecutionStarted start = new("Case", "", null, null, null, null, TraceParent.Of(null));

        System.Text.Encoding.UTF8.GetString(HistoryCodec.Encode(start)).ShouldNotContain("Trace");
    }

    [Fact]
    public void The_span_of_a_task_is_the_same_in_every_process()
    {
        TraceParent.SpanOf("execution", 3).ShouldBe(TraceParent.SpanOf("execution", 3));
        TraceParent.SpanOf("execution", 3).ShouldNotBe(TraceParent.SpanOf("execution", 4));
        TraceParent.SpanOf("execution").Length.ShouldBe(16);
        new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b").WithSpan("00f067aa0ba902b7")
            .ShouldBe(new TraceParent("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "a=b"));
    }
}
