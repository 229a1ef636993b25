using Durable.Parity.Harness;

namespace Durable.Parity;

public static class SubOrchestrators
{
    [Function(nameof(Child))]
    public static Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context)
        => Task.FromResult($"{context.Parent?.Name.Name}/{context.Parent?.InstanceId}/{context.InstanceId}/{context.GetInput<string>()}");

    [Function(nameof(CallsChild))]
    public static async Task<string> CallsChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SubOrchestrationOptions? options = context.GetInput<string>() is { } id ? new SubOrchestrationOptions(instanceId: id) : null;
        return await context.CallSubOrchestratorAsync<string>(nameof(Child), "hello", options);
    }

    [Function(nameof(CatchesChildFailure))]
    public static async Task<string> CatchesChildFailure([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.Throws));
        }
        catch (TaskFailedException failed)
        {
            TaskFailureDetails details = failed.FailureDetails;
            return $"{failed.TaskName} {failed.TaskId} {details.ErrorType} {details.ErrorMessage} "
                + $"{details.IsCausedBy<InvalidOperationException>()} {details.InnerFailure!.ErrorMessage}";
        }
    }

    [Function(nameof(StartsTwoChildren))]
    public static async Task<string> StartsTwoChildren([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string[] all = await Task.WhenAll(
            context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.ReturnsInput), "a"),
            context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.ReturnsInput), "b"));
        return string.Concat(all);
    }

    [Function(nameof(SendsToChild))]
    public static async Task<string> SendsToChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string child = $"{context.InstanceId}-child";
        Task<string> answer = context.CallSubOrchestratorAsync<string>(nameof(CommonOrchestrators.WaitsForGo), "got ", new SubOrchestrationOptions(instanceId: child));
        context.SendEvent(child, "go", "news");
        return await answer;
    }
}

[Collection(ParityRun.Name)]
public sealed class SubOrchestrationTests(ParityEngine engine)
{
    [Fact]
    public async Task A_child_knows_its_parent_its_given_id_and_its_input()
    {
        OrchestrationMetadata end = await engine.RunAsync(nameof(SubOrchestrators.CallsChild), "sub-given-id");

        end.ReadOutputAs<string>().ShouldBe($"{nameof(SubOrchestrators.CallsChild)}/{end.InstanceId}/sub-given-id/hello");
        OrchestrationMetadata child = (await engine.Client.GetInstanceAsync("sub-given-id", getInputsAndOutputs: true))!;
        child.Name.ShouldBe(nameof(SubOrchestrators.Child));
        child.ReadInputAs<string>().ShouldBe("hello");
        child.ReadOutputAs<string>().ShouldBe(end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_an_id_a_child_gets_a_guid_of_version_5_without_hyphens()
    {
        string output = (await engine.RunAsync(nameof(SubOrchestrators.CallsChild))).ReadOutputAs<string>()!;

        Guid.TryParseExact(output.Split('/')[2], "N", out Guid id).ShouldBeTrue();
        id.Version.ShouldBe(5);
    }

    [Fact]
    public async Task A_top_orchestration_has_no_parent()
        => (await engine.RunAsync(nameof(SubOrchestrators.Child), "top")).ReadOutputAs<string>().ShouldStartWith("//");

    [Fact]
    public async Task A_childs_failure_reaches_the_parent_with_its_details()
        => (await engine.RunAsync(nameof(SubOrchestrators.CatchesChildFailure))).ReadOutputAs<string>().ShouldBe(
            $"{nameof(CommonOrchestrators.Throws)} 0 {typeof(ParityException).FullName} from the orchestrator True behind it");

    [Fact]
    public async Task Children_run_side_by_side_and_answer_in_the_order_of_the_calls()
        => (await engine.RunAsync(nameof(SubOrchestrators.StartsTwoChildren))).ReadOutputAs<string>().ShouldBe("ab");

    [Fact]
    public async Task A_parent_sends_an_event_to_a_child_of_the_same_turn()
        => (await engine.RunAsync(nameof(SubOrchestrators.SendsToChild))).ReadOutputAs<string>().ShouldBe("got news");
}
