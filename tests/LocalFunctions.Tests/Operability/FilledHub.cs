using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Tests.Operability;

/// <summary>Writes many instances into a hub file at once, beside its engine, which knows nothing of them.</summary>
internal static class FilledHub
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Created(int n) => _start.AddMinutes(n);

    public static string Id(int n) => $"case-{n * 7919 % 10007:00000}";

    public static InstanceStatus StatusOf(int n) => (InstanceStatus)(n % 10 switch { 0 => 0, 1 => 1, 2 => 2, 3 => 4, 4 => 5, _ => 3 });

    public static void Fill(string file, int count, bool sameInstant = false)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using Sql sql = new(connection);
        sql.Script("BEGIN IMMEDIATE");
        for (int n = 0; n < count; n++)
        {
            long created = Created(sameInstant ? 0 : n).UtcTicks;
            sql.Execute(
                "INSERT INTO instances (id, execution, name, version, status, created, updated, schemaVersion) VALUES ($0, 'e', 'Case', '', $1, $2, $2, 1)",
                Id(n), (int)StatusOf(n), created);
            sql.Execute("INSERT INTO history VALUES (last_insert_rowid(), 0, 1, '[]')");
        }

        sql.Script("COMMIT");
    }
}
