using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub.Backup;

/// <summary>What an operator can put right about a hub file. The message is one sentence: what is wrong, where, and what to do.</summary>
internal sealed class HubFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Opens a hub file beside its owner, to read it.</summary>
internal static class HubOpening
{
    /// <exception cref="HubFileException">There is no hub at the path, or it cannot be read.</exception>
    public static Sql Open(string path)
    {
        if (!File.Exists(path))
            throw new HubFileException($"There is no task hub {path}: name the folder in which the app keeps its data.");
        // Not Mode=ReadOnly: reading a hub whose process was killed first takes its write-ahead log in.
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        Sql sql = new(connection);
        try
        {
            connection.Open();
            if (Migrations.HubMigration.VersionOf(sql) == 0)
                throw new HubFileException($"{path} is no task hub: name the folder in which the app keeps its data.");
            return sql;
        }
        catch (SqliteException exception)
        {
            sql.Dispose();
            throw new HubFileException($"The task hub {path} cannot be read ({exception.Message.TrimEnd('.')}): check its permissions, or restore a backup.", exception);
        }
        catch
        {
            sql.Dispose();
            throw;
        }
    }
}
