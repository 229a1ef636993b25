using System.Text.Json.Nodes;
using Json.Schema;

namespace ImrFunctions.Tests.Api;

/// <summary>
/// Validates JSON against a schema of the document (JSON Schema 2020-12). Closed: a member that the schema does not name is a fault, since the document would
/// then not say all.
/// </summary>
internal static class ApiSchema
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <returns>What does not fit, with its place; empty when all does.</returns>
    public static IReadOnlyList<string> Problems(JsonNode schema, JsonNode? value)
    {
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$defs"] = Local(ApiDocument.Schemas),
            ["allOf"] = new JsonArray(Local(schema)),
        };
        var result = JsonSchema.FromText(whole.ToJsonString()).Evaluate(value, Options);
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Key}: {e.Value}")).Distinct()];
    }

    private static JsonNode? Local(JsonNode? node)
        => node switch
        {
            JsonObject o => Closed(new JsonObject(o.Select(p => KeyValuePair.Create(
                p.Key, p is { Key: "$ref", Value: JsonValue reference } ? ((string)reference!).Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal) : Local(p.Value))))),
            JsonArray a => new JsonArray([.. a.Select(Local)]),
            _ => node?.DeepClone(),
        };

    private static JsonObject Closed(JsonObject schema)
    {
        if (schema["properties"] is JsonObject && schema["type"] is JsonValue && !schema.ContainsKey("additionalProperties"))
            schema["additionalProperties"] = false;
        return schema;
    }
}
