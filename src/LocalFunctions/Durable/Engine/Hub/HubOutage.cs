using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>
/// Says once that the hub's file cannot be written, and once that it is written again. A disk with little room takes small changes between large ones that it refuses, so it
/// counts as good again only after some seconds without a refusal. Used by the writer's thread alone.
/// </summary>
internal sealed class HubOutage(string path, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(10);

    private bool _isOut;
    private long _failed;

    /// <summary>Whether an exception comes from the disk, not from the change that met it.</summary>
    public static bool Is(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN
            or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_NOMEM or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB,
    };

    public void Failed(Exception exception)
    {
        if (!Is(exception))
            return;
        _failed = time.GetTimestamp();
        if (_isOut)
            return;
        _isOut = true;
        logger.LogError(
            "The task hub {Hub} cannot be written ({Reason}): no work is acknowledged or lost, and it is tried again; check the permissions and the free room of its disk",
            path, exception.Message.TrimEnd('.'));
    }

    public void Written()
    {
        if (!_isOut || time.GetElapsedTime(_failed) < _calm)
            return;
        _isOut = false;
        logger.LogInformation("The task hub {Hub} is written again", path);
    }
}
