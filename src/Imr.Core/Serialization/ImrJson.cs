using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imr.Core.Serialization;

/// <summary>
/// The one serializer: every stored JSON, fact, row body, orchestration payload and HTTP body goes through <see cref="Options"/>.
/// camelCase names, enums as strings, value types as their text form, unknown members tolerated, property order as declared (so bytes are stable).
/// </summary>
public static class ImrJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    /// <summary>The same, indented: for files that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Applies the one configuration to options that a framework owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new ParsableConverterFactory());
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static byte[] WriteBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads a stored value and refuses one that a newer program wrote.</summary>
    /// <exception cref="SchemaVersionException">The stored <c>schemaVersion</c> is newer than this program knows.</exception>
    /// <exception cref="JsonException">The text is not JSON of this shape.</exception>
    public static T Read<T>(string json)
        where T : IVersioned
    {
        var value = JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"{typeof(T).Name} expected, null found.");
        return Checked(value);
    }

    /// <inheritdoc cref="Read{T}(string)"/>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : IVersioned
    {
        var value = JsonSerializer.Deserialize<T>(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8, Options) ?? throw new JsonException($"{typeof(T).Name} expected, null found.");
        return Checked(value);
    }

    private static T Checked<T>(T value)
        where T : IVersioned
        => value.SchemaVersion <= T.CurrentSchemaVersion
            ? value
            : throw new SchemaVersionException(typeof(T).Name, value.SchemaVersion, T.CurrentSchemaVersion);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions { WriteIndented = indented, NewLine = "\n" };
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
