using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Hub.Backup;

/// <summary>What a look into a hub file finds; no payloads, no names.</summary>
/// <param name="Problems">What SQLite's integrity check says; empty: the file is whole.</param>
/// <param name="SchemaVersion">The form of the file.</param>
/// <param name="HubId">The hub's random id.</param>
/// <param name="Counts">How many instances have each status.</param>
/// <param name="OldestOpen">When the open instance that has waited longest last changed; null if none is open.</param>
/// <param name="Unread">How many messages no turn has consumed.</param>
internal sealed record HubReport(
    IReadOnlyList<string> Problems, int SchemaVersion, string HubId, IReadOnlyDictionary<InstanceStatus, long> Counts, DateTime? OldestOpen, long Unread);

/// <summary>Looks into a hub file, running or not.</summary>
internal static class HubCheck
{
    /// <exception cref="HubFileException">There is no hub at the path, or it cannot be read.</exception>
    public static HubReport Look(string path)
    {
        using Sql sql = HubOpening.Open(path);
        try
        {
            List<string> problems = sql.Query("PRAGMA integrity_check", row => row.GetString(0));
            Dictionary<InstanceStatus, long> counts = Enum.GetValues<InstanceStatus>().ToDictionary(s => s, _ => 0L);
            foreach ((InstanceStatus status, long count) in sql.Query("SELECT status, count(*) FROM instances GROUP BY status", r => ((InstanceStatus)r.GetInt32(0), r.GetInt64(1))))
                counts[status] = count;
            long? oldest = sql.Scalar<long?>("SELECT min(updated) FROM instances WHERE status < 3");
            return new HubReport(
                problems is ["ok"] ? [] : problems,
                Migrations.HubMigration.VersionOf(sql),
                sql.Scalar<string>("SELECT value FROM meta WHERE key = 'hubId'") ?? "",
                counts,
                oldest is { } ticks ? new DateTime(ticks, DateTimeKind.Utc) : null,
                sql.Scalar<long>("SELECT count(*) FROM inbox"));
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            throw new HubFileException($"The task hub {path} is damaged ({exception.Message.TrimEnd('.')}): restore a backup.", exception);
        }
    }
}
