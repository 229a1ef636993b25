using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Retention;

/// <summary>
/// Purges instances whose end is longer ago than <see cref="DurableEngineOptions.Retention"/>: at the start and each hour, in small transactions between those
/// of the app. What a running parent still waits for or may look at stays. The room in the file is used again; the file itself does not shrink.
/// </summary>
internal sealed class RetentionService(DurableEngine engine, ILogger<RetentionService> logger) : IHostedService, IDisposable
{
    /// <summary>How many instances one transaction purges.</summary>
    public const int Step = 200;

    private static readonly TimeSpan _pause = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (engine.Options.Retention is { } age)
            _running = RunAsync(age);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Purges what ended before an instant.</summary>
    /// <returns>How many instances are gone.</returns>
    public static async Task<int> PurgeAsync(DurableEngine engine, DateTime before, CancellationToken cancellation)
    {
        int purged = 0;
        long created = 0;
        while (!cancellation.IsCancellationRequested)
        {
            List<(string Id, long Created)> found = engine.Reader.Read(sql => Ended(sql, before, created));
            if (found.Count == 0)
                return purged;
            purged += await engine.Writer.WriteAsync(t => found.Sum(i => t.Purge(i.Id, recursive: false)));
            created = found[^1].Created;
            if (found.Count < Step)
                return purged;
        }

        return purged;
    }

    // The index holds ended instances by the time of their creation, which is never later than their end.
    private static List<(string Id, long Created)> Ended(Sql sql, DateTime before, long created) => sql.Query(
        """
        SELECT id, created FROM instances i WHERE status >= 3 AND status IN (3, 4, 5) AND created BETWEEN $1 AND $0 AND updated < $0
            AND NOT EXISTS (SELECT 1 FROM instances p WHERE p.id = i.parentId AND p.status < 3) ORDER BY created LIMIT $2
        """,
        row => (row.GetString(0), row.GetInt64(1)), before.Ticks, created, Step);

    private async Task RunAsync(TimeSpan age)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                await PurgeAsync(age);
                await Task.Delay(_pause, engine.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (ObjectDisposedException)
        {
            // The engine has stopped first.
        }
    }

    private async Task PurgeAsync(TimeSpan age)
    {
        try
        {
            int purged = await PurgeAsync(engine, engine.Time.GetUtcNow().UtcDateTime - age, _stop.Token);
            if (purged > 0)
                logger.LogInformation("Purged {Purged} instances that had ended more than {Days} days ago", purged, age.TotalDays);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            logger.LogWarning("Retention could not purge ({Reason}) and tries again in an hour", exception.GetType().Name);
        }
    }
}
