using System.Text.Json;
using LocalFunctions.Durable.Engine.History;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Reads committed state of a hub.</summary>
internal sealed class HubReader(HubFile file)
{
    public const string InstanceColumns = "row, id, execution, name, version, status, parent, schemaVersion";

    private const string StateColumns = $"{InstanceColumns}, created, updated, input, output, custom, failure, tags, historyBytes";

    public static InstanceRow ReadInstance(SqliteDataReader row)
    {
        HistoryCodec.CheckSchema(row.GetInt64(7));
        ParentLink? parent = row.IsDBNull(6) ? null : JsonSerializer.Deserialize<ParentLink>(row.GetString(6));
        return new InstanceRow(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), (InstanceStatus)row.GetInt32(5), parent);
    }

    public InstanceState? Find(string id)
    {
        using Sql sql = file.OpenReader();
        return sql.Query($"SELECT {StateColumns} FROM instances WHERE id = $0", ReadState, id).FirstOrDefault();
    }

    /// <summary>Instances after a row, in the order of their rows.</summary>
    public List<InstanceState> List(InstanceFilter filter, long afterRow, int count)
    {
        using Sql sql = file.OpenReader();
        return sql.Query(
            $"""
            SELECT {StateColumns} FROM instances WHERE row > $0 AND ($1 IS NULL OR created >= $1) AND ($2 IS NULL OR created <= $2)
                AND ($3 = 0 OR ($3 >> status) & 1) AND ($4 IS NULL OR substr(id, 1, length($4)) = $4) ORDER BY row LIMIT $5
            """,
            ReadState, afterRow, filter.From?.UtcTicks, filter.To?.UtcTicks, filter.StatusBits, filter.Prefix, count);
    }

    /// <summary>The instances that have not ended.</summary>
    public List<InstanceRow> Open()
    {
        using Sql sql = file.OpenReader();
        return sql.Query($"SELECT {InstanceColumns} FROM instances WHERE status < 3 ORDER BY row", ReadInstance);
    }

    /// <summary>All messages that no turn has consumed.</summary>
    public List<Message> Inbox()
    {
        using Sql sql = file.OpenReader();
        return sql.Query("SELECT seq, row, execution, due, schemaVersion, data FROM inbox ORDER BY seq", ReadMessage);
    }

    /// <summary>An instance's turns, each with its stored size.</summary>
    public List<(List<HistoryEvent> Events, int Bytes)> History(long row)
    {
        using Sql sql = file.OpenReader();
        return sql.Query("SELECT schemaVersion, data FROM history WHERE row = $0 ORDER BY turn", ReadTurn, row);
    }

    public string? Meta(string key)
    {
        using Sql sql = file.OpenReader();
        return sql.Scalar<string>("SELECT value FROM meta WHERE key = $0", key);
    }

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

    private static InstanceState ReadState(SqliteDataReader row) => new(
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

/// <summary>Which instances to read. <paramref name="StatusBits"/>: a bit for each wanted <see cref="InstanceStatus"/>; 0: any.</summary>
internal sealed record InstanceFilter(DateTimeOffset? From = null, DateTimeOffset? To = null, long StatusBits = 0, string? Prefix = null);
