using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Serialization;

namespace ImrFunctions.Api;

/// <summary>
/// The OpenAPI 3.1 description of the HTTP API: <c>Api/openapi/openapi.yaml</c> (what all operations share) merged with the other files beside it, one a
/// feature. Tests hold it against the functions, the route table, the records that they read and write, and real answers.
/// </summary>
public static class OpenApiDocument
{
    private const string Folder = "openapi/";
    private const string Main = Folder + "openapi.yaml";
    private const string ApplicationSchema = Folder + "application.schema.json";

    private static readonly Lazy<byte[]> Merged = new(() => JsonSerializer.SerializeToUtf8Bytes(Build(), ImrJson.Indented));

    private static readonly Lazy<byte[]> Schema = new(() => System.Text.Encoding.UTF8.GetBytes(Text(ApplicationSchema)));

    /// <summary>UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Bytes => Merged.Value;

    /// <summary>The JSON Schema of application.json, UTF-8.</summary>
    public static ReadOnlyMemory<byte> ApplicationSchemaBytes => Schema.Value;

    /// <exception cref="InvalidDataException">The sources contradict each other: the build is broken.</exception>
    internal static JsonObject Build()
    {
        var document = new JsonObject();
        var sources = typeof(OpenApiDocument).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".yaml", StringComparison.Ordinal));
        foreach (var source in sources.OrderBy(n => n != Main).ThenBy(n => n, StringComparer.Ordinal))
            Merge(document, YamlJson.Read(Text(source)), source, "$");
        Merge(document["components"]!["schemas"]!.AsObject(), ApplicationSchemas(), ApplicationSchema, "$.components.schemas");
        return document;
    }

    /// <summary>Objects are merged member by member and lists joined; anything else that stands twice is a mistake.</summary>
    internal static void Merge(JsonObject into, JsonObject from, string source, string path)
    {
        foreach (var (name, value) in from.ToList())
        {
            from.Remove(name);
            switch (into[name], value)
            {
                case (null, _) when !into.ContainsKey(name):
                    into[name] = value;
                    break;
                case (JsonObject known, JsonObject more):
                    Merge(known, more, source, $"{path}.{name}");
                    break;
                case (JsonArray known, JsonArray more) when path == "$":
                    foreach (var element in more)
                        known.Add(element?.DeepClone());
                    break;
                default:
                    throw new InvalidDataException($"{source}: {path}.{name} stands in another file too.");
            }
        }
    }

    /// <summary>The schema of application.json with its definitions as schemas of the document, named as their records are.</summary>
    private static JsonObject ApplicationSchemas()
    {
        var schema = JsonNode.Parse(Text(ApplicationSchema))!.AsObject();
        var definitions = schema["$defs"]!.AsObject();
        foreach (var member in new[] { "$schema", "$id", "$defs" })
            schema.Remove(member);
        var schemas = new JsonObject { ["ImrApplication"] = Referring(schema) };
        foreach (var (name, definition) in definitions)
            schemas[Pascal(name)] = Referring(definition!);
        return schemas;
    }

    private static JsonNode? Referring(JsonNode? node)
    {
        const string Local = "#/$defs/";
        return node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, p is { Key: "$ref", Value: { } target } ? $"#/components/schemas/{Pascal(((string)target!)[Local.Length..])}" : Referring(p.Value)))),
            JsonArray a => new JsonArray([.. a.Select(Referring)]),
            _ => node?.DeepClone(),
        };
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Text(string resource)
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The app carries no {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
