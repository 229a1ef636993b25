using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Hub.Backup;
using LocalFunctions.Tests.Durable;
using LocalFunctions.Tests.Durable.Hubs;

namespace LocalFunctions.Tests.Operability;

public sealed class HubBackupTests
{
    [Fact]
    public async Task A_backup_of_a_running_hub_goes_on_in_a_new_engine()
    {
        await using TestHub hub = await TestHub.StartAsync(ReleasedHubs.App(new TaskCompletionSource().Task), copyOf: ReleasedHubs.PathOf("v1.db"));
        (string copy, string hubId) = (hub.File + ".copy", hub.Engine.HubId);

        HubBackup.Copy(hub.File, copy);
        hub.Engine.Kill(); // an activity of it never ends

        await using TestHub restored = await TestHub.StartAsync(ReleasedHubs.App(Task.CompletedTask), copyOf: copy);
        await ReleasedHubs.GoOnAsync(restored);
        foreach ((string id, string? output) in ReleasedHubs.Ends.Where(end => end.Value is not null))
            (await restored.EndAsync(id)).SerializedOutput.ShouldBe(output);
        restored.Engine.HubId.ShouldBe(hubId);
    }

    [Fact]
    public async Task A_backup_under_load_is_the_hub_between_two_commits()
    {
        TestApp app = new TestApp().Activity<int, int>("Next", n => n + 1).Orchestrator("Count", async context =>
        {
            int n = await context.CallActivityAsync<int>("Next", context.GetInput<int>());
            return await context.CallActivityAsync<int>("Next", n);
        });
        await using TestHub hub = await TestHub.StartAsync(app);
        Task load = Task.WhenAll(Enumerable.Range(0, 300).Select(n => hub.RunAsync("Count", n, $"c{n:000}")));
        List<string> copies = [];
        do
        {
            copies.Add($"{hub.File}.{copies.Count}");
            HubBackup.Copy(hub.File, copies[^1]);
        }
        while (!load.IsCompleted && copies.Count < 10);
        await load;

        foreach (string copy in copies)
        {
            HubReport report = HubCheck.Look(copy);
            report.Problems.ShouldBeEmpty();
            using Sql sql = HubOpening.Open(copy);
            // Each ended instance has its whole history, each message its instance: no half of a commit.
            sql.Scalar<long>("SELECT count(*) FROM instances i WHERE status = 3 AND (SELECT count(*) FROM history h WHERE h.row = i.row) < 1").ShouldBe(0);
            sql.Scalar<long>("SELECT count(*) FROM inbox m WHERE NOT EXISTS (SELECT 1 FROM instances i WHERE i.row = m.row)").ShouldBe(0);
            sql.Scalar<long>("SELECT count(*) FROM instances i WHERE historyBytes <> (SELECT coalesce(sum(length(data)), 0) FROM history h WHERE h.row = i.row)").ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_backup_never_replaces_a_file_and_leaves_no_half_one()
    {
        await using TestHub hub = await TestHub.StartAsync(new TestApp());
        string target = Path.Combine(Path.GetDirectoryName(hub.File)!, "mine.txt");
        await File.WriteAllTextAsync(target, "mine");

        Should.Throw<HubFileException>(() => HubBackup.Copy(hub.File, target)).Message.ShouldContain("exists");

        (await File.ReadAllTextAsync(target)).ShouldBe("mine");
        File.Exists(target + ".part").ShouldBeFalse();
    }

    [Fact]
    public void What_is_no_hub_is_said_to_be_none()
    {
        string file = Path.GetTempFileName();

        Should.Throw<HubFileException>(() => HubCheck.Look(file)).Message.ShouldBe($"{file} is no task hub: name the folder in which the app keeps its data.");
        Should.Throw<HubFileException>(() => HubCheck.Look(file + ".none")).Message.ShouldStartWith($"There is no task hub {file}.none");
        File.Delete(file);
    }
}
