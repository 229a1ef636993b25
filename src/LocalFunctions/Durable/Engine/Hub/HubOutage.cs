using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Says once that the hub's file cannot be written, and once that it is written again. Used by the writer's thread alone.</summary>
internal sealed class HubOutage(string path, ILogger logger)
{
    private bool _isOut;

    /// <summary>Whether an exception comes from the disk, not from the change that met it.</summary>
    public static bool Is(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN
            or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_NOMEM or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB,
    };

    public void Failed(Exception exception)
    {
        if (_isOut || !Is(exception))
            return;
        _isOut = true;
        logger.LogError(
            "The task hub {Hub} cannot be written ({Reason}): no work is acknowledged or lost, and it is tried again; check the permissions and the free room of its disk",
            path, exception.Message.TrimEnd('.'));
    }

    public void Written()
    {
        if (!_isOut)
            return;
        _isOut = false;
        logger.LogInformation("The task hub {Hub} is written again", path);
    }
}
