using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub.Backup;

/// <summary>
/// Copies a task hub while it is in use: the copy is the hub as it was at one instant, between two commits, and compact. Nobody is stopped meanwhile; the
/// hub's write-ahead log grows until the copy is done.
/// </summary>
internal static class HubBackup
{
    /// <summary>Copies the hub file at a path, running or not.</summary>
    /// <exception cref="HubFileException">There is no hub, or the copy cannot be made; the message is one sentence.</exception>
    public static void Copy(string hub, string target)
    {
        using Sql sql = HubOpening.Open(hub);
        try
        {
            Copy(sql, Path.GetFullPath(target), replace: false);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new HubFileException($"The task hub {hub} cannot be copied to {target} ({exception.Message.TrimEnd('.')}): give a new file in a folder with enough room.", exception);
        }
    }

    /// <summary>Copies the hub of an open connection. The target appears whole and flushed, or not at all.</summary>
    /// <exception cref="IOException">The target exists and is not to be replaced, or cannot be written.</exception>
    public static void Copy(Sql sql, string target, bool replace)
    {
        if (!replace && File.Exists(target))
            throw new IOException($"{target} exists");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string part = target + ".part";
        File.Delete(part);
        try
        {
            sql.Execute("VACUUM INTO $0", part);
            using (FileStream written = new(part, FileMode.Open, FileAccess.ReadWrite))
                written.Flush(flushToDisk: true);
            File.Move(part, target, replace);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
