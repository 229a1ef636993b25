using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Durable.Hubs;

public sealed class ReleasedHubsTests
{
    [Theory]
    [InlineData("v1.db")]
    public async Task Every_instance_of_a_released_hub_goes_on_to_its_right_end(string file)
    {
        await using TestHub hub = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: ReleasedHubs.PathOf(file));

        await AllEndAsync(hub);
    }

    /// <summary>Also the way in which such a file is made: set HUB_FIXTURE to the path of the new one.</summary>
    [Fact]
    public async Task Every_instance_of_a_hub_of_the_present_schema_goes_on_to_its_right_end()
    {
        await using TestHub made = await ReleasedHubs.MakeAsync();
        if (Environment.GetEnvironmentVariable("HUB_FIXTURE") is { Length: > 0 } path)
            File.Copy(made.File, path);
        await using TestHub hub = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: made.File);

        await AllEndAsync(hub);
    }

    [Fact]
    public void The_first_released_hub_has_schema_1_and_an_instance_in_every_state()
    {
        using SqliteConnection connection = new($"Data Source=file:{ReleasedHubs.PathOf("v1.db")}?immutable=1;Mode=ReadOnly;Pooling=False"); // leaves nothing beside the file
        connection.Open();
        using Sql sql = new(connection);

        sql.Scalar<string>("SELECT value FROM meta WHERE key = 'schemaVersion'").ShouldBe("1");
        sql.Query("SELECT DISTINCT status FROM instances ORDER BY status", row => row.GetInt32(0)).ShouldBe([0, 1, 2, 3, 4, 5]);
        sql.Scalar<long>("SELECT count(*) FROM inbox WHERE due IS NOT NULL").ShouldBe(1);
        sql.Scalar<long>("SELECT count(*) FROM inbox WHERE due IS NULL").ShouldBe(1);
    }

    private static async Task AllEndAsync(TestHub hub)
    {
        (await hub.Client.GetInstanceAsync("suspended"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        (await hub.Client.GetInstanceAsync("later"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        (await hub.Client.GetInstanceAsync("failed", getInputsAndOutputs: true))!.FailureDetails!.ErrorMessage.ShouldBe("as it should");
        (await hub.Client.GetInstanceAsync("terminated", getInputsAndOutputs: true))!.SerializedOutput.ShouldBe("\"enough\"");
        (await hub.Client.GetInstanceAsync("event"))!.Tags["made"].ShouldBe("by hand");

        await ReleasedHubs.GoOnAsync(hub);

        foreach ((string id, string? output) in ReleasedHubs.Ends)
        {
            OrchestrationMetadata end = await hub.EndAsync(id);
            if (output is not null)
                (id, end.RuntimeStatus, end.SerializedOutput).ShouldBe((id, OrchestrationRuntimeStatus.Completed, output));
        }

        List<string> all = [];
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync())
            all.Add(instance.InstanceId);
        all.Order().ShouldBe(ReleasedHubs.Ends.Keys.Order());
    }
}
