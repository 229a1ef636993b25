using LocalFunctions.Durable.Engine.Hub.Migrations;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>The SQLite file of a task hub: opened by one owner at a time, in the present form, with its own random id.</summary>
internal sealed class HubFile : IDisposable
{
    private const string HubIdKey = "hubId";

    private readonly FileStream _lock;
    private readonly bool _flush;
    private readonly string _connectionString;

    /// <param name="path">The SQLite file; its directory is made.</param>
    /// <param name="flush">Whether a commit waits for the disk.</param>
    /// <exception cref="InvalidOperationException">Another process owns the hub.</exception>
    /// <exception cref="InvalidDataException">The hub was written by a newer version.</exception>
    /// <exception cref="IOException">The file or its folder cannot be written, or the disk is full; the message is one sentence.</exception>
    public HubFile(string path, bool flush = true)
    {
        _flush = flush;
        Path = System.IO.Path.GetFullPath(path);
        _lock = Lock(Path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString();
        try
        {
            using Sql sql = new(OpenWriter());
            HubMigration.Run(sql, Path);
            sql.Execute("INSERT OR IGNORE INTO meta VALUES ($0, $1)", HubIdKey, Guid.NewGuid().ToString("N"));
            HubId = sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", HubIdKey)!;
        }
        catch (SqliteException exception)
        {
            _lock.Dispose();
            throw Unusable(Path, exception);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>The full path of the SQLite file.</summary>
    public string Path { get; }

    /// <summary>The hub's random id, made with the file.</summary>
    public string HubId { get; private set; }

    /// <summary>A connection that may write; there is one at a time.</summary>
    public SqliteConnection OpenWriter()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = _flush
            ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>A connection for reading. With the write-ahead log neither it nor the writer waits for the other.</summary>
    public Sql OpenReader()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        return new Sql(connection);
    }

    /// <summary>Gives up the ownership; the file can be opened again.</summary>
    public void Dispose() => _lock.Dispose();

    // The system gives the lock up when its process dies, however it dies: a file that was left behind refuses nobody.
    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            throw new InvalidOperationException($"The task hub {path} is in use by another process: stop that one, or set another hub file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    // Sharing violation on Windows; EAGAIN of Linux and of macOS.
    private static bool IsTaken(IOException exception) => (exception.HResult & 0xFFFF) is 0x20 or 11 or 35;

    private static IOException Unusable(string path, Exception exception)
        => new($"The task hub {path} cannot be written ({exception.Message.TrimEnd('.')}): check the permissions and the free room of its disk.", exception);
}
