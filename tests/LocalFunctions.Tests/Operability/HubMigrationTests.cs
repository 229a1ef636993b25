using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Hub.Backup;
using LocalFunctions.Durable.Engine.Hub.Migrations;
using LocalFunctions.Tests.Durable;
using LocalFunctions.Tests.Durable.Hubs;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Operability;

public sealed class HubMigrationTests
{
    [Fact]
    public async Task An_older_hub_is_brought_to_the_present_form_and_copied_before()
    {
        await using TestHub hub = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: ReleasedHubs.PathOf("v1.db"));

        HubReport copy = HubCheck.Look(hub.File + ".v1.bak");
        HubReport now = HubCheck.Look(hub.File);
        (copy.SchemaVersion, copy.Problems.Count, copy.Counts[InstanceStatus.Running]).ShouldBe((1, 0, 10));
        (now.SchemaVersion, now.HubId, now.Problems.Count).ShouldBe((HubSchema.Version, copy.HubId, 0));
    }

    [Fact]
    public async Task The_copy_before_a_migration_can_be_put_back()
    {
        await using TestHub hub = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: ReleasedHubs.PathOf("v1.db"));
        await using TestHub restored = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: hub.File + ".v1.bak");

        await restored.Client.RaiseEventAsync("event", "Go", 7);

        (await restored.EndAsync("event")).SerializedOutput.ShouldBe("7");
    }

    [Fact]
    public async Task A_migrated_hub_has_the_same_form_as_a_new_one()
    {
        await using TestHub old = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: ReleasedHubs.PathOf("v1.db"));
        await using TestHub fresh = await TestHub.StartAsync(new TestApp());

        FormOf(old.File).ShouldBe(FormOf(fresh.File));
        File.Exists(fresh.File + ".v0.bak").ShouldBeFalse();
    }

    [Fact]
    public void A_migration_that_SQLite_has_undone_by_itself_says_what_the_disk_said()
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        using Sql sql = new(connection, FailAsOnAFullDisk);

        Should.Throw<SqliteException>(() => HubMigration.Run(sql, "new.db")).SqliteErrorCode.ShouldBe(10);

        void FailAsOnAFullDisk(string statement)
        {
            if (!statement.StartsWith("INSERT INTO meta", StringComparison.Ordinal))
                return;
            using SqliteCommand undo = new("ROLLBACK", connection);
            undo.ExecuteNonQuery();
            throw new SqliteException("SQLite Error 10: 'disk I/O error'", 10);
        }
    }

    [Fact]
    public async Task A_migration_that_breaks_off_leaves_the_hub_as_it_was()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        string file = Path.Combine(Path.GetDirectoryName(hub.File)!, "other.db");
        File.Copy(ReleasedHubs.PathOf("v1.db"), file);
        using (SqliteConnection connection = new($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using Sql sql = new(connection);
            sql.Script("CREATE TABLE instancesEnded (stands, in_the, way)");
        }

        Should.Throw<IOException>(() => new HubFile(file)).Message.ShouldContain(file);

        HubReport after = HubCheck.Look(file);
        (after.SchemaVersion, after.Problems.Count).ShouldBe((1, 0));
        FormOf(file).ShouldContain("instancesOpen ON instances (row)");
    }

    [Fact]
    public async Task A_newer_hub_is_refused_in_one_sentence_that_names_file_and_remedy()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        await hub.Engine.SetMetaAsync("schemaVersion", "99");

        string refusal = (await Should.ThrowAsync<InvalidDataException>(() => hub.ReopenAsync())).Message;

        refusal.ShouldBe($"The task hub {hub.File} has schema version 99, this program knows up to {HubSchema.Version}: use the newer program, or another hub file.");
    }

    private static string FormOf(string file)
    {
        using Sql sql = HubOpening.Open(file);
        return string.Join('\n', sql.Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name", row => row.GetString(0)));
    }
}
