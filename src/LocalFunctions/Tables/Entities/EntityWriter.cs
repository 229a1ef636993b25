using System.Buffers;
using System.Text.Json;
using System.Xml;

namespace LocalFunctions.Tables;

/// <summary>Writes an entity as the service's JSON: each property, and beside it its Edm type where JSON cannot tell.</summary>
internal static class EntityWriter
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>The request body. The ETag and the timestamp are the service's and left out.</summary>
    /// <exception cref="NotSupportedException">A value is of a type that a table cannot hold, or a DateTime that is not UTC.</exception>
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (entity is IDictionary<string, object?> properties) WriteDictionary(json, properties);
            else WriteMembers(json, entity);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteDictionary(Utf8JsonWriter json, IDictionary<string, object?> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (name is PropertyNames.ODataETag or PropertyNames.Timestamp) continue;
            if (value is Enum) throw new NotSupportedException($"Property {name} is an enum: a dictionary entity stores its name or number instead.");
            WriteProperty(json, name, value);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, ITableEntity entity)
    {
        foreach (var member in EntityShape.Of(entity.GetType()).Members)
            if (member.CanRead && member.Name is not (PropertyNames.ETag or PropertyNames.Timestamp))
                WriteProperty(json, member.Name, member.Get(entity));
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        if (WriteValue(json, name, value) is { } edmType) json.WriteString(name + PropertyNames.TypeSuffix, edmType);
    }

    /// <summary>Writes the value and returns the Edm type that must stand beside it, null if none must.</summary>
    private static string? WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); return null;
            case string text: json.WriteStringValue(text); return null;
            case bool truth: json.WriteBooleanValue(truth); return null;
            case int number: json.WriteNumberValue(number); return null;
            case Enum constant: json.WriteStringValue(constant.ToString()); return null;
            case TimeSpan time: json.WriteStringValue(XmlConvert.ToString(time)); return null;
            case decimal number: json.WriteNumberValue(number); return null;
            case float number: json.WriteNumberValue(number); return null;
            case JsonElement element: element.WriteTo(json); return null;

            case long or ulong: json.WriteStringValue(value.ToString()); return EdmTypes.Int64;
            case double.NaN: json.WriteStringValue("NaN"); return EdmTypes.Double;
            case double number: json.WriteNumberValue(number); return EdmTypes.Double;
            case Guid id: json.WriteStringValue(id); return EdmTypes.Guid;
            case byte[] bytes: json.WriteBase64StringValue(bytes); return EdmTypes.Binary;
            case BinaryData bytes: json.WriteBase64StringValue(bytes); return EdmTypes.Binary;
            case DateTimeOffset instant: json.WriteStringValue(instant.UtcDateTime.ToString(InstantFormat)); return EdmTypes.DateTime;
            case DateTime { Kind: DateTimeKind.Utc } instant: json.WriteStringValue(instant.ToString(InstantFormat)); return EdmTypes.DateTime;

            case DateTime date: throw new NotSupportedException($"Property {name} is a DateTime of kind {date.Kind}: only UTC can be stored.");
            default: throw new NotSupportedException($"Property {name} is a {value.GetType()}, which a table cannot hold.");
        }
    }
}
