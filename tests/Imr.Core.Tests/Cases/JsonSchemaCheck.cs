using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Imr.Core.Tests.Cases;

/// <summary>The keywords of JSON Schema 2020-12 that our schema uses; any other keyword is a failure, so that none is passed over. Formats are asserted.</summary>
internal sealed class JsonSchemaCheck(JsonNode root)
{
    private static readonly Dictionary<string, Regex> s_patterns = [];

    /// <returns>The keywords that refuse the value, each with its place; empty when it is valid.</returns>
    public IReadOnlyList<string> Faults(JsonNode? value) => [.. Faults(root, value, "$")];

    private IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string path)
    {
        foreach (var (keyword, argument) in schema.AsObject())
        {
            foreach (var fault in Faults(schema, keyword, argument!, value, path))
                yield return fault;
        }
    }

    private IEnumerable<string> Faults(JsonNode schema, string keyword, JsonNode argument, JsonNode? value, string path)
    {
        var text = Text(value);
        return keyword switch
        {
            "$schema" or "$id" or "$defs" or "title" or "description" or "then" or "else" => [],
            "$ref" => Faults(root["$defs"]![((string)argument!)["#/$defs/".Length..]]!, value, path),
            "anyOf" => argument.AsArray().Any(s => !Faults(s!, value, path).Any()) ? [] : [Fault()],
            "allOf" => argument.AsArray().SelectMany(s => Faults(s!, value, path)),
            "not" => Faults(argument, value, path).Any() ? [] : [Fault()],
            "if" => schema[Faults(argument, value, path).Any() ? "else" : "then"] is { } branch ? Faults(branch, value, path) : [],
            "type" => If((argument is JsonArray types ? types.Select(t => (string)t!) : [(string)argument!]).Any(t => IsType(t, value))),
            "enum" => If(argument.AsArray().Any(v => JsonNode.DeepEquals(v, value))),
            "const" => If(JsonNode.DeepEquals(argument, value)),
            "pattern" => If(text is null || Pattern((string)argument!).IsMatch(text)),
            "format" => If(text is null || ((string)argument! == "date" && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))),
            "minLength" => If(text is null || text.EnumerateRunes().Count() >= (int)argument),
            "maxLength" => If(text is null || text.EnumerateRunes().Count() <= (int)argument),
            "minimum" => If(Number(value) is not { } n || n >= (double)argument),
            "maximum" => If(Number(value) is not { } n || n <= (double)argument),
            "minItems" => If(value is not JsonArray a || a.Count >= (int)argument),
            "maxItems" => If(value is not JsonArray a || a.Count <= (int)argument),
            "items" => value is JsonArray elements ? elements.SelectMany((e, i) => Faults(argument, e, $"{path}[{i}]")) : [],
            "required" => value is JsonObject o ? argument.AsArray().Where(n => !o.ContainsKey((string)n!)).Select(n => $"{path}.{n}: required") : [],
            "properties" => value is JsonObject o ? argument.AsObject().Where(p => o.ContainsKey(p.Key)).SelectMany(p => Faults(p.Value!, o[p.Key], $"{path}.{p.Key}")) : [],
            _ => throw new NotSupportedException($"The keyword {keyword} of the schema is not held against anything."),
        };

        string Fault() => $"{path}: {keyword}";
        IEnumerable<string> If(bool right) => right ? [] : [Fault()];
    }

    private static bool IsType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "boolean" => value is JsonValue v && v.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "integer" => Number(value) is { } n && double.IsInteger(n),
        _ => throw new NotSupportedException(type),
    };

    private static string? Text(JsonNode? value) => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String ? v.GetValue<string>() : null;

    private static double? Number(JsonNode? value) => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number ? double.Parse(v.ToJsonString(), CultureInfo.InvariantCulture) : null;

    /// <summary>In ECMA-262 <c>$</c> is the very end.</summary>
    private static Regex Pattern(string pattern)
    {
        if (!s_patterns.TryGetValue(pattern, out var regex))
            s_patterns[pattern] = regex = new Regex(pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        return regex;
    }
}
