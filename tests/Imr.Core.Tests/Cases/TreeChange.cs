using System.Text.Json.Nodes;

namespace Imr.Core.Tests.Cases;

/// <summary>Changes one place of a JSON tree: a member goes, or becomes another value of this or another kind.</summary>
internal static class TreeChange
{
    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "1", "2", "-1", "1.5", "99999999999999999999", "[]", "{}", "[1]", "[null]", "[{}]", "\"\"", "\" \"", "\"\\ufeff\"", "\"x\"", "\"a\\u0000b\"", "\"a\\nb\"",
        "\"a/b\"", "\"..\"", "\"a.\"", "\"\\u202egpj.exe\"", "\"Standard\"", "\"Expedited\"", "\"expedited\"", "\"Other\"", "\"EmergencyProvider\"", "\"DesignatedAgent\"", "\"Cpt\"", "\"Ndc\"",
        "\"Icd10\"", "\"Hcpcs\"", "\"72125\"", "\"E0730\"", "\"Z0730\"", "\"0071-0155-23\"", "\"00710155\"", "\"M54.2\"", "\"M542\"", "\"2025-06-31\"", "\"2025-06-01\"", "\"1899-01-01\"", "\"2101-01-01\"",
        "\"2025-6-1\"", "\"2025-06-10\\n\"", "\"CA\"", "\"ca\"", "\"XX\"", "\"US\"", "\"MX\"", "\"Baja California\"", "\"93650\"", "\"93650-1\"", "\"1234567893\"", "\"1234567890\"", "\"12345\"", "\"559-555-0100\"",
        "\"5x5\"", "\"lumbar\"", "\"Lumbar\"", "\"CM25-0000124\"", "\"CM25-1\"", "\"Regular\"", "\"ModificationAfterAppeal\"", "\"\\ud83d\\ude00\"", "\"1\"", "\"a b\"",
    ];

    public static void Make(JsonNode root, Random random)
    {
        var places = Places(root).ToList();
        var (parent, key, index) = places[random.Next(places.Count)];
        if (parent is JsonObject o && random.Next(3) == 0)
            o.Remove(key!);
        else if (parent is JsonArray list && random.Next(3) == 0)
            list.Insert(index, list[index]?.DeepClone());
        else if (parent is JsonObject member)
            member[key!] = Value(random);
        else
            ((JsonArray)parent)[index] = Value(random);
    }

    private static JsonNode? Value(Random random)
        => random.Next(s_values.Length + 3) is var n && n < s_values.Length
            ? JsonNode.Parse(s_values[n])
            : new string('x', random.Next(9, 42) * random.Next(1, 120));

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode node)
        => node switch
        {
            JsonObject o => o.ToList().SelectMany(p => Inner(p.Value).Prepend((o, p.Key, 0))),
            JsonArray a => a.ToList().SelectMany((e, i) => Inner(e).Prepend((a, null, i))),
            _ => [],
        };

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Inner(JsonNode? node) => node is null ? [] : Places(node);
}
