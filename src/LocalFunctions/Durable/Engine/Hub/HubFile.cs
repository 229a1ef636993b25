using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>The SQLite file of a task hub: opened by one owner at a time, with its tables and its own random id.</summary>
internal sealed class HubFile : IDisposable
{
    private const string HubIdKey = "hubId";
    private const string SchemaKey = "schemaVersion";

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS instances (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            execution TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom TEXT,
            failure BLOB,
            parent TEXT,
            parentId TEXT,
            tags TEXT,
            historyBytes INTEGER NOT NULL DEFAULT 0,
            schemaVersion INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS instancesByParent ON instances (parentId) WHERE parentId IS NOT NULL;
        CREATE INDEX IF NOT EXISTS instancesOpen ON instances (row) WHERE status < 3;
        CREATE TABLE IF NOT EXISTS history (
            row INTEGER NOT NULL, turn INTEGER NOT NULL, schemaVersion INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (row, turn)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, row INTEGER NOT NULL, execution TEXT, due INTEGER, schemaVersion INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS inboxByInstance ON inbox (row);
        """;

    private readonly FileStream _lock;
    private readonly bool _flush;
    private readonly string _connectionString;

    /// <param name="path">The SQLite file; its directory is made.</param>
    /// <param name="flush">Whether a commit waits for the disk.</param>
    /// <exception cref="InvalidOperationException">Another process owns the hub.</exception>
    /// <exception cref="InvalidDataException">The hub was written by a newer version.</exception>
    public HubFile(string path, bool flush = true)
    {
        _flush = flush;
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _lock = Lock(Path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = true }.ToString();
        try
        {
            using Sql sql = new(OpenWriter());
            CheckSchema(sql);
            sql.Script(Tables);
            sql.Execute("INSERT OR IGNORE INTO meta VALUES ($0, $1)", SchemaKey, $"{History.HistoryCodec.SchemaVersion}");
            sql.Execute("INSERT OR IGNORE INTO meta VALUES ($0, $1)", HubIdKey, Guid.NewGuid().ToString("N"));
            HubId = sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", HubIdKey)!;
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
        SqliteConnection connection = new(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = _flush
            ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>A connection for reading.</summary>
    public Sql OpenReader()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        return new Sql(connection);
    }

    /// <summary>Gives up the ownership; the file can be opened again.</summary>
    public void Dispose()
    {
        using (SqliteConnection connection = new(_connectionString))
            SqliteConnection.ClearPool(connection);
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"The task hub {path} is in use by another process: stop that one, or set another hub file.", exception);
        }
    }

    private static void CheckSchema(Sql sql)
    {
        if (sql.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0)
            return;
        string version = sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", SchemaKey) ?? "0";
        History.HistoryCodec.CheckSchema(long.Parse(version));
    }
}
