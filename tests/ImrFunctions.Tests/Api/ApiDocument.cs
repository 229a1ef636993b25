using System.Text.Json.Nodes;
using ImrFunctions.Api;

namespace ImrFunctions.Tests.Api;

/// <summary>An operation of the document.</summary>
/// <param name="Path">With its slash, such as <c>/api/cases/{caseNumber}</c>.</param>
internal sealed record ApiOperation(string Path, string Verb, JsonObject Definition)
{
    public string Id => (string)Definition["operationId"]!;

    public IReadOnlyList<string> Roles => [.. Definition["x-roles"]!.AsArray().Select(r => (string)r!)];

    /// <summary>The media types of the body; empty when it takes none.</summary>
    public JsonObject BodyContent => Definition["requestBody"]?["content"]?.AsObject() ?? [];

    public override string ToString() => $"{Verb} {Path}";
}

/// <summary>The document as the app serves it.</summary>
internal static class ApiDocument
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

    public static JsonObject Root { get; } = OpenApiDocument.Build();

    public static JsonObject Schemas => Root["components"]!["schemas"]!.AsObject();

    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in Root["paths"]!.AsObject()
           from member in path.Value!.AsObject()
           where Verbs.Contains(member.Key)
           select new ApiOperation(path.Key, member.Key.ToUpperInvariant(), member.Value!.AsObject()),
    ];

    public static ApiOperation Operation(string id) => Operations.Single(o => o.Id == id);

    /// <summary>Those of the path and the operation's own, references followed.</summary>
    public static IReadOnlyList<JsonObject> Parameters(ApiOperation operation)
        => [.. new[] { Root["paths"]![operation.Path]!["parameters"], operation.Definition["parameters"] }.SelectMany(list => list?.AsArray() ?? []).Select(p => Follow(p!.AsObject()))];

    public static JsonObject Follow(JsonObject node)
    {
        if ((string?)node["$ref"] is not { } reference)
            return node;
        JsonNode target = Root;
        foreach (var step in reference["#/".Length..].Split('/'))
            target = target[step] ?? throw new InvalidOperationException($"{reference} does not exist.");
        return Follow(target.AsObject());
    }
}
