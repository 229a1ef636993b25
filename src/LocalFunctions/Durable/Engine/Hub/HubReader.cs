using System.Text.Json;
using LocalFunctions.Durable.Engine.History;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Reads committed state of a hub.</summary>
internal sealed class HubReader(HubFile file) : IDisposable
{
    public const string InstanceColumns = "row, id, execution, name, version, status, parent, schemaVersion";

    private const string WithPayloads = $"{InstanceColumns}, created, updated, input, output, custom, failure, tags, historyBytes";
    private const string WithoutPayloads = $"{InstanceColumns}, created, updated, NULL, NULL, NULL, failure, tags, historyBytes";

    private readonly ReaderPool _pool = new(file);

    /// <summary>What <see cref="ReadState"/> reads; without payloads they are null.</summary>
    public static string StateColumns(bool payloads) => payloads ? WithPayloads : WithoutPayloads;

    public static InstanceRow ReadInstance(SqliteDataReader row)
    {
        HistoryCodec.CheckSchema(row.GetInt64(7));
        ParentLink? parent = row.IsDBNull(6) ? null : JsonSerializer.Deserialize<ParentLink>(row.GetString(6));
        return new InstanceRow(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), (InstanceStatus)row.GetInt32(5), parent);
    }

    public InstanceState? Find(string id)
        => _pool.Read(sql => sql.Query($"SELECT {WithPayloads} FROM instances WHERE id = $0", ReadState, id).FirstOrDefault());

    /// <summary>A page of instances.</summary>
    /// <param name="token">Where the page before ended; null for the first one.</param>
    /// <param name="payloads">Whether input, output and custom status are read.</param>
    /// <exception cref="ArgumentException">The token is not one of a list with this filter.</exception>
    public InstancePage List(InstanceFilter filter, string? token, int count, bool payloads = true)
        => _pool.Read(sql => InstanceQuery.Page(sql, filter, token, count, payloads));

    /// <summary>The instances that have not ended.</summary>
    public List<InstanceRow> Open()
        => _pool.Read(sql => sql.Query($"SELECT {InstanceColumns} FROM instances WHERE status < 3 ORDER BY row", ReadInstance));

    /// <summary>All messages that no turn has consumed.</summary>
    public List<Message> Inbox()
        => _pool.Read(sql => sql.Query("SELECT seq, row, execution, due, schemaVersion, data FROM inbox ORDER BY seq", ReadMessage));

    /// <summary>An instance's turns, each with its stored size.</summary>
    public List<(List<HistoryEvent> Events, int Bytes)> History(long row)
        => _pool.Read(sql => sql.Query("SELECT schemaVersion, data FROM history WHERE row = $0 ORDER BY turn", ReadTurn, row));

    /// <summary>Reads with statements of the caller's own.</summary>
    public T Read<T>(Func<Sql, T> read) => _pool.Read(read);

    public string? Meta(string key) => _pool.Read(sql => sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", key));

    public void Dispose() => _pool.Dispose();

    private static (List<HistoryEvent> Events, int Bytes) ReadTurn(SqliteDataReader row)
    {
        HistoryCodec.CheckSchema(row.GetInt64(0));
        byte[] data = row.GetFieldValue<byte[]>(1);
        return (HistoryCodec.DecodeTurn(data), data.Length);
    }

    private static Message ReadMessage(SqliteDataReader row)
    {
        HistoryCodec.CheckSchema(row.GetInt64(4));
        DateTime? due = row.IsDBNull(3) ? null : Time(row.GetInt64(3));
        return new Message(row.GetInt64(0), row.GetInt64(1), Text(row, 2), due, HistoryCodec.DecodeEvent(row.GetFieldValue<byte[]>(5)));
    }

    public static InstanceState ReadState(SqliteDataReader row) => new(
        ReadInstance(row),
        Time(row.GetInt64(8)),
        Time(row.GetInt64(9)),
        Text(row, 10),
        Text(row, 11),
        Text(row, 12),
        row.IsDBNull(13) ? null : HistoryCodec.DecodeFailure(row.GetFieldValue<byte[]>(13)),
        Text(row, 14) is { } tags ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags) : null,
        row.GetInt64(15));

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
