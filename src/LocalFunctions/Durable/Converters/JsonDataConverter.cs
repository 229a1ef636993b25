using System.Text.Json;

namespace LocalFunctions.Durable.Converters;

/// <summary>A <see cref="DataConverter"/> for JSON by System.Text.Json.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions _default = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>Makes a converter; without options names stay as declared (PascalCase) and public fields are included.</summary>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? _default;

    /// <summary>The converter without options of its own.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) => data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
