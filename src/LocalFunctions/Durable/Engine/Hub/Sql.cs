using Microsoft.Data.Sqlite;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>A connection whose statements are prepared once; parameters are $0, $1 … by position. Statements are constants of this assembly.</summary>
/// <param name="connection">The connection; disposed with this.</param>
/// <param name="before">Called with each statement before it runs; an exception of it is as one of SQLite. For tests.</param>
internal sealed class Sql(SqliteConnection connection, Action<string>? before = null) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public int Execute(string text, params object?[] values) => Prepare(text, values).ExecuteNonQuery();

    public T? Scalar<T>(string text, params object?[] values)
    {
        object? value = Prepare(text, values).ExecuteScalar();
        return value is null or DBNull ? default : (T)value;
    }

    public List<T> Query<T>(string text, Func<SqliteDataReader, T> map, params object?[] values)
    {
        List<T> rows = [];
        using SqliteDataReader reader = Prepare(text, values).ExecuteReader();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    public void Script(string text)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of this assembly
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string text, object?[] values)
    {
        before?.Invoke(text);
        if (!_prepared.TryGetValue(text, out SqliteCommand? command))
        {
            _prepared[text] = command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of this assembly
            command.CommandText = text;
#pragma warning restore CA2100
            for (int i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
