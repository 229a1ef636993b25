using LocalFunctions.Durable.Engine.Retention;
using LocalFunctions.Tests.Durable;
using LocalFunctions.Tests.Triggers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Operability;

/// <summary>A disk that takes nothing more: nothing is acknowledged, it is said once, and all goes on when there is room again.</summary>
public sealed class FullDiskTests
{
    private const int SqliteFull = 13;

    private readonly LogLines _log = new();
    private volatile bool _full;

    [Fact]
    public async Task A_full_disk_is_one_line_its_end_another_and_no_work_is_lost()
    {
        SemaphoreSlim begun = new(0);
        SemaphoreSlim goOn = new(0);
        TestApp app = new TestApp()
            .ActivityAsync<int, int>("Slow", async n =>
            {
                begun.Release();
                await goOn.WaitAsync();
                return n;
            })
            .Orchestrator("Case", async context => (object)await context.CallActivityAsync<int>("Slow", 1));
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(_log.Provider()));
        await using TestHub hub = await TestHub.StartAsync(app, loggers: loggers);
        hub.EachEngine = engine => engine.StatementHook = Refuse;
        await hub.ReopenAsync();
        string[] ids = [.. Enumerable.Range(0, 5).Select(n => $"case-{n}")];
        foreach (string id in ids)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", null, new StartOrchestrationOptions(id));
        for (int i = 0; i < ids.Length; i++)
            (await begun.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        await hub.Engine.SetMetaAsync("any", "thing");

        _full = true;
        goOn.Release(ids.Length);
        (await Should.ThrowAsync<SqliteException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", null, new StartOrchestrationOptions("refused")))).SqliteErrorCode.ShouldBe(SqliteFull);
        await hub.Engine.WhenIdle();
        _full = false;
        hub.Time.Advance(TimeSpan.FromSeconds(2));
        foreach (string id in ids)
            (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(1);
        hub.Time.Advance(TimeSpan.FromSeconds(10));
        await hub.Engine.SetMetaAsync("any", "other thing");

        _log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.Contains("again", StringComparison.Ordinal)).ShouldBe(
        [
            $"Error: The task hub {hub.File} cannot be written (SQLite Error 13: 'full'): no work is acknowledged or lost, and it is tried again; check the permissions and the free room of its disk",
            $"Information: The task hub {hub.File} is written again",
        ]);
        (await hub.Client.GetInstanceAsync("refused")).ShouldBeNull();
    }

    [Fact]
    public async Task Retention_that_meets_a_full_disk_is_tried_again_within_the_hour()
    {
        TestApp app = new TestApp().Orchestrator("Case", _ => Task.CompletedTask);
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(_log.Provider()));
        await using TestHub hub = await TestHub.StartAsync(app, options => options.Retention = TimeSpan.FromDays(1), loggers);
        hub.EachEngine = engine => engine.StatementHook = Refuse;
        await hub.ReopenAsync();
        await hub.RunAsync("Case", id: "old");
        hub.Time.Advance(TimeSpan.FromDays(2));
        _full = true;
        using RetentionService retention = new(hub.Engine, loggers.CreateLogger<RetentionService>());
        await retention.StartAsync(CancellationToken.None);
        while (!_log.Lines.Any(line => line.Contains("Retention", StringComparison.Ordinal)))
            await _log.NextAsync(TestHub.Soon);
        _full = false;

        while (!_log.Lines.Any(line => line.Contains("Purged 1 instances", StringComparison.Ordinal)))
        {
            hub.Time.Advance(TimeSpan.FromHours(1));
            await _log.NextAsync(TestHub.Soon);
        }

        await retention.StopAsync(CancellationToken.None);
        (await hub.Client.GetInstanceAsync("old")).ShouldBeNull();
    }

    private void Refuse(string statement)
    {
        if (_full && statement == "COMMIT")
            throw new SqliteException("SQLite Error 13: 'full'", SqliteFull);
    }
}
