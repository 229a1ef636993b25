using System.Globalization;
using System.Text.Json;
using System.Xml;
using Azure;

namespace LocalFunctions.Tables;

/// <summary>Makes a member's value of JSON that is not null; false if the member is to stay as it is.</summary>
internal delegate bool MemberReader(JsonElement json, out object? value);

/// <summary>How a member of a given type is read. Its type decides, not the annotation: a long must have been stored as Edm.Int64, and so on.</summary>
internal static class MemberReaders
{
    private static readonly Dictionary<Type, Func<JsonElement, object?>> s_byType = new()
    {
        [typeof(string)] = static json => json.ValueKind == JsonValueKind.String ? json.GetString() : null,
        [typeof(bool)] = static json => json.GetBoolean(),
        [typeof(int)] = static json => json.GetInt32(),
        [typeof(long)] = static json => long.Parse(Text(json), CultureInfo.InvariantCulture),
        [typeof(ulong)] = static json => ulong.Parse(Text(json), CultureInfo.InvariantCulture),
        [typeof(double)] = static json => ReadDouble(json),
        [typeof(Guid)] = static json => Guid.Parse(Text(json)),
        [typeof(DateTimeOffset)] = static json => ReadInstant(json),
        [typeof(DateTime)] = static json => DateTime.Parse(Text(json), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        [typeof(TimeSpan)] = static json => XmlConvert.ToTimeSpan(Text(json)),
        [typeof(byte[])] = static json => json.GetBytesFromBase64(),
        [typeof(BinaryData)] = static json => BinaryData.FromBytes(json.GetBytesFromBase64()),
        [typeof(ETag)] = static json => new ETag(Text(json)),
    };

    /// <summary>Null for a type that cannot be read.</summary>
    public static MemberReader? For(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return (JsonElement json, out object? value) => TryReadEnum(type, Text(json), out value);
        if (!s_byType.TryGetValue(type, out var read)) return null;
        return (JsonElement json, out object? value) =>
        {
            value = read(json);
            return true;
        };
    }

    /// <summary>A number, or the text of one: NaN has no JSON number.</summary>
    public static double ReadDouble(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.GetDouble() : double.Parse(Text(json), CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadInstant(JsonElement json) =>
        DateTimeOffset.Parse(Text(json), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static bool TryReadEnum(Type type, string name, out object? value)
    {
        value = null;
        return Enum.IsDefined(type, name) && Enum.TryParse(type, name, out value);
    }

    private static string Text(JsonElement json) => json.GetString() ?? "";
}
