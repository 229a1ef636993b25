using Azure;

namespace LocalFunctions.Tables;

/// <summary>
/// A row as a dictionary of its properties, for rows whose properties vary, or to send only some of them in a merge. The keys, the timestamp and the ETag are
/// entries too (<c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c>, <c>odata.etag</c>). Values may be string, bool, int, long, double, DateTime (UTC),
/// DateTimeOffset, Guid, byte[] or BinaryData; enums are refused when sent. A date that was read is a DateTimeOffset.
/// </summary>
#pragma warning disable CA1710 // The name is the real API's.
public sealed partial class TableEntity : ITableEntity
#pragma warning restore CA1710
{
    private readonly Dictionary<string, object?> _properties;

    /// <summary>An entity without properties; the keys must be set before it is sent.</summary>
    public TableEntity()
        : this(null)
    {
    }

    /// <summary>An entity with its two keys and no other property.</summary>
    public TableEntity(string partitionKey, string rowKey)
        : this(null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with a copy of the given entries, none if null.</summary>
    public TableEntity(IDictionary<string, object?>? values) =>
        _properties = values is null ? [] : new Dictionary<string, object?>(values);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(PropertyNames.PartitionKey)!;
        set => _properties[PropertyNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(PropertyNames.RowKey)!;
        set => _properties[PropertyNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(PropertyNames.Timestamp);
        set => _properties[PropertyNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => new(GetString(PropertyNames.ODataETag)!);
        set => _properties[PropertyNames.ODataETag] = value.ToString();
    }

    /// <summary>The string of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public string? GetString(string key) => (string?)Get(key, typeof(string));

    /// <summary>The bytes of that name; null if there are none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public byte[]? GetBinary(string key) => (byte[]?)Get(key, typeof(byte[]));

    /// <summary>The bytes of that name; null if there are none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public BinaryData? GetBinaryData(string key) => (BinaryData?)Get(key, typeof(BinaryData));

    /// <summary>The truth value of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    /// <summary>The instant of that name, in UTC; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is no date.</exception>
    public DateTime? GetDateTime(string key) => (DateTime?)Get(key, typeof(DateTime));

    /// <summary>The instant of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is no date.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => (DateTimeOffset?)Get(key, typeof(DateTimeOffset));

    /// <summary>The floating-point number of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type; an int or a long is not converted.</exception>
    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    /// <summary>The GUID of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    /// <summary>The 32-bit integer of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type.</exception>
    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    /// <summary>The 64-bit integer of that name; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The value has another type; an int is not widened.</exception>
    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    private object? Get(string key, Type? type = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_properties.TryGetValue(key, out var value) || value is null || type is null || type.IsInstanceOfType(value)) return value;

        if (type == typeof(DateTime) && value is DateTimeOffset offset) return offset.UtcDateTime;
        if (type == typeof(DateTimeOffset) && value is DateTime date) return new DateTimeOffset(date);
        if (type == typeof(BinaryData) && value is byte[] bytes) return new BinaryData(bytes);
        throw new InvalidOperationException($"Property {key} holds a {value.GetType()}, which cannot be read as {type}.");
    }

    /// <summary>An int put over a long or a double takes that type, and a date put over a string becomes text, as in the real client.</summary>
    private void Set(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _properties[key] = (_properties.GetValueOrDefault(key), value) switch
        {
            (double, int number) => (double)number,
            (long, int number) => (long)number,
            (string, DateTime or DateTimeOffset) => value.ToString(),
            _ => value,
        };
    }
}
