namespace LocalFunctions.Durable.Engine.Hub.Migrations;

/// <summary>One change of the hub file's form.</summary>
/// <param name="To">The version that the file has afterwards; before, it has the one below.</param>
/// <param name="Script">What is done, in SQL.</param>
internal sealed record HubStep(int To, string Script);

/// <summary>
/// The forms that the hub file has had. A released step never changes: a new form is a new step, and a file of the form before it is checked in as a test
/// fixture. What a stored event looks like has a version of its own (<see cref="History.HistoryCodec.SchemaVersion"/>).
/// </summary>
internal static class HubSchema
{
    /// <summary>The form that this program writes.</summary>
    public static int Version => Steps[^1].To;

    public static IReadOnlyList<HubStep> Steps { get; } =
    [
        new(1, """
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
            """),

        // Lists are read in the order of creation. Open and ended instances have an index each, so that a turn that does not end its instance changes none.
        new(2, """
            DROP INDEX instancesOpen;
            CREATE INDEX instancesOpen ON instances (created) WHERE status < 3;
            CREATE INDEX instancesEnded ON instances (status, created) WHERE status >= 3;
            """),
    ];
}
