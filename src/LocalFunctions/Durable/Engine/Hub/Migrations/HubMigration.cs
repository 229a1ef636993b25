using LocalFunctions.Durable.Engine.Hub.Backup;

namespace LocalFunctions.Durable.Engine.Hub.Migrations;

/// <summary>Brings a hub file to the present form when it is opened.</summary>
internal static class HubMigration
{
    private const string VersionKey = "schemaVersion";

    /// <summary>
    /// Applies the missing steps, all in one transaction. An older file is copied before, to <c>{path}.v{version}.bak</c>; a new one is made by the same steps.
    /// </summary>
    /// <exception cref="InvalidDataException">The file has a newer form.</exception>
    public static void Run(Sql sql, string path)
    {
        int version = VersionOf(sql);
        if (version > HubSchema.Version)
        {
            throw new InvalidDataException(
                $"The task hub {path} has schema version {version}, this program knows up to {HubSchema.Version}: use the newer program, or another hub file.");
        }

        if (version == HubSchema.Version)
            return;
        if (version > 0)
            HubBackup.Copy(sql, $"{path}.v{version}.bak", replace: true);
        sql.Script("BEGIN IMMEDIATE");
        try
        {
            foreach (HubStep step in HubSchema.Steps.Where(s => s.To > version))
                sql.Script(step.Script);
            sql.Execute("INSERT INTO meta VALUES ($0, $1) ON CONFLICT (key) DO UPDATE SET value = $1", VersionKey, $"{HubSchema.Version}");
            sql.Script("COMMIT");
        }
        catch
        {
            RollBack(sql);
            throw;
        }
    }

    private static void RollBack(Sql sql)
    {
        try
        {
            sql.Script("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled it back itself; the reason counts, which is on its way to the caller.
        }
    }

    /// <summary>The file's version; 0 for a file without tables.</summary>
    public static int VersionOf(Sql sql)
    {
        if (sql.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0)
            return 0;
        return int.Parse(sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", VersionKey) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
    }
}
