using Durable.Parity.Harness;

namespace Durable.Parity;

public static class EntityIdOrchestrators
{
    [Function(nameof(AddressesEntity))]
    public static async Task<string> AddressesEntity([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            if (context.GetInput<string>() == "send")
                context.SendEvent("@counter@1", "add", "1");
            else
                await context.CallSubOrchestratorAsync(nameof(CommonOrchestrators.ReturnsInput), null, new SubOrchestrationOptions(instanceId: "@counter@1"));
            return "done";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }
}

// The Functions worker supports entities and reserves their ids; a bare client does so only when told.
[Collection(ParityRun.Name)]
[Trait("Host", "Functions")]
public sealed class EntityIdTests(ParityEngine engine)
{
    private const string Entity = "@counter@1";

    private static readonly Dictionary<string, Func<DurableTaskClient, Task>> _calls = new(StringComparer.Ordinal)
    {
        ["start"] = client => client.ScheduleNewOrchestrationInstanceAsync(nameof(CommonOrchestrators.ReturnsInput), null, new StartOrchestrationOptions(Entity)),
        ["raise"] = client => client.RaiseEventAsync(Entity, "add", 1),
        ["suspend"] = client => client.SuspendInstanceAsync(Entity),
        ["resume"] = client => client.ResumeInstanceAsync(Entity),
        ["terminate"] = client => client.TerminateInstanceAsync(Entity),
        ["get"] = client => client.GetInstanceAsync(Entity),
        ["wait for the start"] = client => client.WaitForInstanceStartAsync(Entity),
        ["wait for the end"] = client => client.WaitForInstanceCompletionAsync(Entity),
        ["list"] = async client =>
        {
            await foreach (OrchestrationMetadata _ in client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "@counter")))
                break;
        },
    };

    public static TheoryData<string> Calls => [.. _calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task The_client_refuses_an_id_of_an_entity(string call)
        => await Should.ThrowAsync<ArgumentException>(() => _calls[call](engine.Client));

    [Theory]
    [InlineData("send")]
    [InlineData("call")]
    public async Task An_orchestrator_is_refused_an_id_of_an_entity(string way)
        => (await engine.RunAsync(nameof(EntityIdOrchestrators.AddressesEntity), way)).ReadOutputAs<string>().ShouldBe("refused");
}
