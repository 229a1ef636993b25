using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Durable;

public sealed class DurableHubTests
{
    [Fact]
    public async Task A_hub_has_one_owner()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());

        Should.Throw<InvalidOperationException>(() => new HubFile(hub.File)).Message.ShouldContain("in use by another process");
    }

    [Fact]
    public async Task A_hub_keeps_its_random_id_and_what_the_host_writes()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        await using TestHub other = await TestHub.StartAsync(new TestApp());
        string id = hub.Engine.HubId;
        await hub.Engine.SetMetaAsync("storage", "account");

        await hub.ReopenAsync();

        hub.Engine.HubId.ShouldBe(id);
        hub.Engine.GetMeta("storage").ShouldBe("account");
        other.Engine.HubId.ShouldNotBe(id);
    }

    [Fact]
    public async Task A_hub_of_a_newer_schema_is_refused()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        await hub.Engine.SetMetaAsync("schemaVersion", "99");

        (await Should.ThrowAsync<InvalidDataException>(() => hub.ReopenAsync())).Message.ShouldContain("99");
    }

    [Fact]
    public async Task A_hub_is_written_ahead_and_flushed()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        using SqliteConnection connection = new($"Data Source={hub.File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";

        command.ExecuteScalar().ShouldBe("wal");
    }

    [Fact]
    public async Task The_bytes_of_a_history_are_counted()
    {
        TestApp app = new TestApp().Activity<int, int>("Any", n => n).Orchestrator("Case", context => context.CallActivityAsync("Any", 1));
        await using TestHub hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Case", id: "c");

        HistoryExport.Bytes(hub.Engine, "c").ShouldBe(hub.Engine.Reader.History(1).Sum(turn => turn.Bytes));
        HistoryExport.Bytes(hub.Engine, "nobody").ShouldBe(0);
    }

    [Fact]
    public async Task Logs_carry_no_payloads()
    {
        RecordingLoggers loggers = new();
        TestApp app = new TestApp()
            .Activity<string, int>("Bad", input => throw new FormatException("secret " + input))
            .Orchestrator("Case", context => context.CallActivityAsync("Bad", "secret"));
        await using TestHub hub = await TestHub.StartAsync(app, loggers: loggers);
        await hub.RunAsync("Case", "secret");

        loggers.Lines.ShouldNotBeEmpty();
        loggers.Lines.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
    }
}
