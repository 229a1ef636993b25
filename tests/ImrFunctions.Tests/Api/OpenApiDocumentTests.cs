using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Api;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using ImrFunctions.Tests.Architecture;

namespace ImrFunctions.Tests.Api;

/// <summary>The OpenAPI document says what the functions, the route table and the records say.</summary>
public sealed partial class OpenApiDocumentTests
{
    private static readonly Type[] Contracts = [.. new[] { typeof(AppHost), typeof(CaseNumber) }.SelectMany(t => t.Assembly.GetExportedTypes()).Where(t => !t.IsGenericType && !(t.IsAbstract && t.IsSealed))];

    [Fact]
    public void Every_function_with_an_address_is_an_operation_and_nothing_else_is()
    {
        var functions = from function in AppFunctions.With<HttpTriggerAttribute>()
                        where function.Trigger.Route != RouteTable.CatchAll
                        from verb in function.Trigger.Methods!
                        select $"{verb.ToUpperInvariant()} /{function.Trigger.Route} {function.Name}";
        ApiDocument.Operations.Select(o => $"{o} {o.Id}").ShouldBe(functions, ignoreOrder: true);
    }

    [Fact]
    public void The_roles_are_the_route_table_s_and_only_what_needs_none_needs_no_token()
    {
        foreach (var operation in ApiDocument.Operations)
        {
            operation.Roles.ShouldBe(RouteTable.ForFunction(operation.Id)!.Roles.Select(r => r.ToString()), ignoreOrder: true, operation.ToString());
            (operation.Definition["security"] is JsonArray { Count: 0 }).ShouldBe(operation.Roles.Count == 0, operation.ToString());
        }
    }

    [Fact]
    public void Path_parameters_are_those_of_the_address_and_of_the_function()
    {
        var methods = AppFunctions.With<HttpTriggerAttribute>().ToDictionary(f => f.Name, f => f.Method);
        foreach (var operation in ApiDocument.Operations)
        {
            var named = PathParameter().Matches(operation.Path).Select(m => m.Groups["name"].Value).ToList();
            var described = ApiDocument.Parameters(operation).Where(p => (string?)p["in"] == "path").ToList();
            described.Select(p => (string?)p["name"]).ShouldBe(named, ignoreOrder: true, operation.ToString());
            described.ShouldAllBe(p => (bool?)p["required"] == true);
            methods[operation.Id].GetParameters().Select(p => p.Name!).Intersect(named).ShouldBe(named, ignoreOrder: true, operation.ToString());
        }
    }

    [Fact]
    public void A_statement_takes_an_idempotency_key_and_says_202_or_409()
    {
        foreach (var operation in ApiDocument.Operations.Where(o => o.Verb == "POST"
            && ((string?)o.Definition["responses"]!["202"]?["$ref"] == "#/components/responses/Accepted" || o.Id is "PostServed" or "PostReturned" or "PostReserve")))
        {
            // What the review takes up later is accepted; what an item's record says stands at once.
            var taken = operation.Id is "PostServed" or "PostReturned" or "PostReserve" ? "200" : "202";
            ApiDocument.Parameters(operation).Select(p => (string?)p["name"]).ShouldContain("Idempotency-Key", operation.ToString());
            operation.Definition["responses"]!.AsObject().Select(r => r.Key).ShouldBe([taken, "400", "401", "404", "409", "default"], operation.ToString());
        }
    }

    [Fact]
    public void What_needs_a_role_says_401_and_404()
    {
        foreach (var operation in ApiDocument.Operations.Where(o => o.Roles.Count > 0))
            new[] { "401", "404", "default" }.Except(operation.Definition["responses"]!.AsObject().Select(r => r.Key)).ShouldBeEmpty(operation.ToString());
    }

    public static TheoryData<string> NamedAsATypeOfOurs => [.. ApiDocument.Schemas.Select(s => s.Key).Where(n => TypeOf(n) is not null)];

    [Fact]
    public void Every_body_is_described_by_a_record_that_reads_it()
    {
        foreach (var operation in ApiDocument.Operations.Where(o => o.BodyContent.ContainsKey("application/json")))
        {
            var reference = (string?)operation.BodyContent["application/json"]!["schema"]!["$ref"];
            TypeOf(reference![(reference!.LastIndexOf('/') + 1)..]).ShouldNotBeNull(operation.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(NamedAsATypeOfOurs))]
    public void A_schema_that_is_named_as_a_type_has_its_members(string name)
    {
        var schema = ApiDocument.Schemas[name]!.AsObject();
        var type = TypeOf(name)!;
        if (type.IsEnum)
        {
            schema["enum"]!.AsArray().Select(v => (string)v!).ShouldBe(Enum.GetNames(type));
            return;
        }

        var info = ImrJson.Options.GetTypeInfo(type);
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            ((string?)schema["type"]).ShouldBe("string");
            if (type.GetProperty("All")?.GetValue(null) is System.Collections.IEnumerable all)
                schema["enum"]!.AsArray().Select(v => (string)v!).ShouldBe(all.Cast<object>().Select(v => v.ToString()!));
            return;
        }

        schema["properties"]!.AsObject().Select(p => p.Key).ShouldBe(Members(info).Select(p => p.Name), ignoreOrder: true);
        // A request's record takes what is missing, so that the answer can name it; what an answer always has is required.
        if (!name.EndsWith("Body", StringComparison.Ordinal))
            schema["required"]!.AsArray().Select(v => (string)v!).ShouldBe(Members(info).Where(p => !p.IsGetNullable).Select(p => p.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(NamedAsATypeOfOurs))]
    public void A_member_s_schema_is_the_member_s_type(string name)
    {
        var type = TypeOf(name)!;
        if (type.IsEnum || ImrJson.Options.GetTypeInfo(type) is not { Kind: JsonTypeInfoKind.Object } info)
            return;
        foreach (var property in Members(info))
        {
            var described = TypeName(ApiDocument.Schemas[name]!["properties"]![property.Name]!.AsObject());
            if (described != "string" || !IsText(property.PropertyType))
                described.ShouldBe(TypeName(property.PropertyType), $"{name}.{property.Name}");
        }
    }

    [Fact]
    public void A_body_s_example_fits_its_schema_and_reads_into_its_record_with_nothing_left_over()
    {
        var strict = new JsonSerializerOptions(ImrJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
        foreach (var operation in ApiDocument.Operations.Where(o => o.BodyContent.ContainsKey("application/json") && o.Id != "PutApplication"))
        {
            var content = operation.BodyContent["application/json"]!.AsObject();
            var example = content["example"].ShouldNotBeNull(operation.ToString());
            ApiSchema.Problems(content["schema"]!, example).ShouldBeEmpty(operation.ToString());
            var reference = (string)content["schema"]!["$ref"]!;
            Should.NotThrow(() => example.Deserialize(TypeOf(reference[(reference.LastIndexOf('/') + 1)..])!, strict), operation.ToString());
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
        => Should.NotThrow(() => References(ApiDocument.Root).Select(r => ApiDocument.Follow(new JsonObject { ["$ref"] = r })).ToList());

    [Fact]
    public void Two_files_that_say_the_same_thing_are_refused()
    {
        var document = YamlJson.Read("paths: { /a: { get: { operationId: A } } }");
        OpenApiDocument.Merge(document, YamlJson.Read("paths: { /a: { post: { operationId: B } } }"), "b.yaml", "$");
        document["paths"]!["/a"]!.AsObject().Count.ShouldBe(2);
        Should.Throw<InvalidDataException>(() => OpenApiDocument.Merge(document, YamlJson.Read("paths: { /a: { get: { operationId: C } } }"), "c.yaml", "$")).Message.ShouldContain("c.yaml: $.paths./a.get.operationId");
    }

    [Fact]
    public void Yaml_is_read_as_JSON_has_it()
        => YamlJson.Read("a: 2026-10-02\nb: '1'\nc: 1\nd: 1.5\ne: true\nf: null\ng: [x, {h: no}]\n").ToJsonString()
            .ShouldBe("""{"a":"2026-10-02","b":"1","c":1,"d":1.5,"e":true,"f":null,"g":["x",{"h":"no"}]}""");

    private static Type? TypeOf(string schema) => Contracts.Where(t => t.Name == schema).ToArray() is [var one] ? one : null;

    private static IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo info) => info.Properties.Where(p => p.Get is not null);

    /// <summary>A value that a schema may describe in place, as a string with a pattern or a choice.</summary>
    private static bool IsText(Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var one && (one.IsEnum || one.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IText<>)));

    private static string TypeName(JsonObject schema)
    {
        if (schema["anyOf"] is JsonArray choices)
            return TypeName(choices[0]!.AsObject());
        if ((string?)schema["$ref"] is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return TypeOf(name) is null ? TypeName(ApiDocument.Follow(schema)) : name;
        }

        var type = schema["type"] switch
        {
            JsonArray several => several.Select(t => (string)t!).Single(t => t != "null"),
            JsonValue one => (string)one!,
            _ => "object",
        };
        return type == "array" ? $"{TypeName(schema["items"]!.AsObject())}[]" : (string?)schema["format"] is "date" or "date-time" ? (string)schema["format"]! : type;
    }

    private static string TypeName(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
            return TypeName(type.GetGenericArguments()[0]) + "[]";
        return type == typeof(string) ? "string"
            : type == typeof(int) || type == typeof(long) ? "integer"
            : type == typeof(double) || type == typeof(decimal) ? "number"
            : type == typeof(bool) ? "boolean"
            : type == typeof(DateOnly) ? "date"
            : type == typeof(DateTimeOffset) ? "date-time"
            : type.Name;
    }

    private static IEnumerable<string> References(JsonNode? node)
        => node switch
        {
            JsonObject o => o.SelectMany(p => p is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : References(p.Value)),
            JsonArray a => a.SelectMany(References),
            _ => [],
        };

    [GeneratedRegex(@"\{(?<name>[A-Za-z0-9]+)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathParameter();
}
