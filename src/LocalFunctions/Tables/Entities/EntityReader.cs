using System.Globalization;
using System.Text.Json;

namespace LocalFunctions.Tables;

/// <summary>Makes entities of the service's JSON. One reader serves one response; it is not thread-safe.</summary>
internal sealed class EntityReader<T>
    where T : class, ITableEntity
{
    private static readonly bool s_isDictionary = typeof(IDictionary<string, object?>).IsAssignableFrom(typeof(T));
    private readonly Dictionary<string, string> _edmTypes = [];

    /// <exception cref="MissingMethodException">The type has no public parameterless constructor.</exception>
    /// <exception cref="FormatException">A value does not fit its member's type.</exception>
    public T Read(JsonElement json)
    {
        var entity = Activator.CreateInstance<T>();
        if (s_isDictionary) ReadDictionary(json, (IDictionary<string, object?>)entity);
        else ReadMembers(json, entity);
        return entity;
    }

    /// <summary>The rows of a query's answer.</summary>
    public List<T> ReadPage(JsonElement json)
    {
        var rows = json.GetProperty("value");
        var entities = new List<T>(rows.GetArrayLength());
        foreach (var row in rows.EnumerateArray()) entities.Add(Read(row));
        return entities;
    }

    private static void ReadMembers(JsonElement json, T entity)
    {
        foreach (var member in EntityShape.Of(typeof(T)).Members)
        {
            if (!member.CanWrite) continue;
            var name = member.Name == PropertyNames.ETag ? PropertyNames.ODataETag : member.Name;
            if (json.TryGetProperty(name, out var value)) member.Set(entity, value);
        }
    }

    private void ReadDictionary(JsonElement json, IDictionary<string, object?> entity)
    {
        // The annotation of a property may stand before or after it.
        _edmTypes.Clear();
        foreach (var property in json.EnumerateObject())
            if (property.Name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal))
                _edmTypes[property.Name[..^PropertyNames.TypeSuffix.Length]] = property.Value.GetString()!;

        foreach (var property in json.EnumerateObject())
        {
            var name = property.Name;
            if (name == PropertyNames.ODataMetadata || name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal)) continue;
            entity[name] = ReadValue(property.Value, name == PropertyNames.Timestamp ? EdmTypes.DateTime : _edmTypes.GetValueOrDefault(name));
        }
    }

    private static object? ReadValue(JsonElement json, string? edmType) => (json.ValueKind, edmType) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, EdmTypes.Int64) => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        (_, EdmTypes.DateTime) => MemberReaders.ReadInstant(json),
        (_, EdmTypes.Guid) => json.GetGuid(),
        (_, EdmTypes.Binary) => json.GetBytesFromBase64(),
        (_, EdmTypes.Double) => MemberReaders.ReadDouble(json),
        (JsonValueKind.String, _) => json.GetString(),
        (JsonValueKind.True or JsonValueKind.False, _) => json.GetBoolean(),
        (JsonValueKind.Number, _) => json.TryGetInt32(out var number) ? (object)number : json.TryGetInt64(out var big) ? (object)big : json.GetDouble(),
        _ => throw new NotSupportedException($"A value of kind {json.ValueKind} is not one that a table holds."),
    };
}
