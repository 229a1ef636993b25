using System.Text.Json;

namespace LocalFunctions.Hosting;

/// <summary>An object inside a JSON document; empty if a step is missing. Names are compared without case, as the Functions host does.</summary>
internal readonly struct JsonPath
{
    private readonly JsonElement? _at;

    public JsonPath(JsonElement root, params string[] steps)
    {
        _at = root;
        foreach (var step in steps) _at = Child(_at, step);
    }

    public string? Text(string name) => Child(_at, name)?.GetString();

    public int? Number(string name) => Child(_at, name)?.GetInt32();

    public bool? Flag(string name) => Child(_at, name)?.GetBoolean();

    public Dictionary<string, string> Texts() => _at is { ValueKind: JsonValueKind.Object } at
        ? at.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(p => p.Name, p => p.Value.GetString()!)
        : [];

    private static JsonElement? Child(JsonElement? parent, string name)
    {
        if (parent is not { ValueKind: JsonValueKind.Object } at) return null;
        foreach (var property in at.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }
}
