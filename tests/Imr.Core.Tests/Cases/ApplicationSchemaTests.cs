using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Cases;

/// <summary><c>docs/application.schema.json</c> and the reader say the same.</summary>
public sealed class ApplicationSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "application.schema.json")))!;

    /// <summary>Problems that hold members, days or digits against each other.</summary>
    private static readonly string[] BeyondSchema = ["lies before", "lies after", "stands there before", "has a wrong check digit", "is not the day of"];

    [Fact]
    public void Every_property_of_the_contract_stands_in_the_schema_and_no_other_does()
    {
        foreach (var (path, type, schema) in Objects())
            schema["properties"]!.AsObject().Select(p => p.Key).ShouldBe(Parameters(type).Select(Camel), ignoreOrder: true, path);
    }

    [Fact]
    public void Required_is_what_the_contract_says_cannot_be_null()
    {
        var nullability = new NullabilityInfoContext();
        foreach (var (path, type, schema) in Objects())
        {
            var required = Parameters(type).Where(p => nullability.Create(p).WriteState == NullabilityState.NotNull).Select(Camel);
            schema["required"]!.AsArray().Select(r => (string)r!).ShouldBe(required, ignoreOrder: true, path);
        }
    }

    [Fact]
    public void Enumerations_are_the_contracts()
    {
        foreach (var (path, type, schema) in Objects())
        {
            foreach (var parameter in Parameters(type))
            {
                if (Nullable.GetUnderlyingType(parameter.ParameterType) is { IsEnum: true } optional)
                    Words(schema, parameter).ShouldBe([.. Enum.GetNames(optional), null], path);
                else if (parameter.ParameterType.IsEnum)
                    Words(schema, parameter).ShouldBe(Enum.GetNames(parameter.ParameterType), path);
            }
        }

        Schema["$defs"]!["disputedItem"]!["properties"]!["bodyRegion"]!["enum"]!.AsArray().Select(v => (string?)v)
            .ShouldBe([.. BodyRegion.All.Select(r => r.Code), null]);
    }

    [Fact]
    public void The_reader_misses_each_required_member_and_no_optional_one()
    {
        foreach (var (path, _, schema) in Objects())
        {
            var required = schema["required"]!.AsArray().Select(r => (string)r!).ToHashSet();
            foreach (var member in schema["properties"]!.AsObject().Select(p => p.Key))
            {
                var place = path + member;
                var problems = SampleApplication.ReadChanged(n => SampleApplication.Remove(n, place)).Problems;
                problems.Select(p => p.Path).ShouldBe(required.Contains(member) || place == "consent.signedOn" ? ["$." + place] : [], place);
            }
        }
    }

    [Fact]
    public void The_reader_holds_the_lengths_of_the_schema()
    {
        foreach (var (path, _, schema) in Objects())
        {
            foreach (var (member, property) in schema["properties"]!.AsObject())
            {
                if ((int?)property!["maxLength"] is not { } max)
                    continue;
                var place = path + member;
                if (member is not ("state" or "zipCode" or "code"))
                    SampleApplication.ReadChanged(n => SampleApplication.Set(n, place, new string('x', max))).Problems.ShouldBeEmpty(place);
                SampleApplication.ReadChanged(n => SampleApplication.Set(n, place, new string('x', max + 1))).Problems.ShouldHaveSingleItem(place).Path.ShouldBe("$." + place);
            }

            foreach (var (member, property) in schema["properties"]!.AsObject().Where(p => p.Value!["maxItems"] is not null))
            {
                var place = path + member;
                var tooMany = new JsonArray([.. Enumerable.Repeat(0, (int)property!["maxItems"]! + 1).Select(_ => new JsonObject())]);
                SampleApplication.ReadChanged(n => SampleApplication.Set(n, place, tooMany)).Problems.ShouldHaveSingleItem(place).Path.ShouldBe("$." + place);
            }
        }
    }

    [Fact]
    public void The_samples_are_valid()
    {
        var check = new JsonSchemaCheck(Schema);
        check.Faults(JsonNode.Parse(SampleApplication.Json)).ShouldBeEmpty();
        foreach (var file in Directory.GetDirectories(Path.Combine(Root(), "samples", "cases")).Select(d => Path.Combine(d, "application.json")))
        {
            check.Faults(JsonNode.Parse(File.ReadAllText(file))).ShouldBeEmpty(file);
            ApplicationReader.Read(File.ReadAllBytes(file)).Problems.ShouldBeEmpty(file);
        }
    }

    /// <summary>Ten thousand changed applications: what the schema refuses the reader refuses, and what the reader refuses the schema refuses where a schema can say it.</summary>
    [Fact]
    public void The_schema_and_the_reader_refuse_the_same()
    {
        var check = new JsonSchemaCheck(Schema);
        var random = new Random(20250620);
        var (refused, taken) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var changed = JsonNode.Parse(SampleApplication.Json)!;
            for (var n = random.Next(1, 4); n > 0; n--)
                TreeChange.Make(changed, random);
            var problems = SampleApplication.ReadJson(changed.ToJsonString()).Problems;
            var faults = check.Faults(changed);
            if (faults.Count > 0)
                problems.ShouldNotBeEmpty($"change {i}: {string.Join("; ", faults)}");
            if (problems.Any(p => !BeyondSchema.Any(b => p.Problem.StartsWith(b, StringComparison.Ordinal))))
                faults.ShouldNotBeEmpty($"change {i}: {string.Join("; ", problems)}");
            _ = problems.Count > 0 ? refused++ : taken++;
        }

        refused.ShouldBeGreaterThan(3_000);
        taken.ShouldBeGreaterThan(500);
    }

    /// <summary>Each object of the sample with its contract type and its schema; the path ends in a dot.</summary>
    private static List<(string Path, Type Type, JsonNode Schema)> Objects()
    {
        var found = new List<(string, Type, JsonNode)>();
        Walk(string.Empty, typeof(ImrApplication), Schema);
        return found;

        void Walk(string path, Type type, JsonNode schema)
        {
            found.Add((path, type, schema));
            foreach (var parameter in Parameters(type))
            {
                var property = schema["properties"]![Camel(parameter)] ?? throw new InvalidOperationException($"{path}{Camel(parameter)} is not in the schema.");
                var isList = parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
                var inner = isList ? parameter.ParameterType.GetGenericArguments()[0] : parameter.ParameterType;
                if (inner.IsClass && inner != typeof(string) && !inner.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IText<>)))
                    Walk($"{path}{Camel(parameter)}{(isList ? "[0]" : string.Empty)}.", inner, Resolve(isList ? property["items"]! : property));
            }
        }
    }

    private static IEnumerable<string?> Words(JsonNode schema, ParameterInfo parameter)
        => schema["properties"]![Camel(parameter)]!["enum"]!.AsArray().Select(v => (string?)v);

    private static JsonNode Resolve(JsonNode node)
    {
        var reference = (string?)node["$ref"] ?? (string)node["anyOf"]![0]!["$ref"]!;
        return Schema["$defs"]![reference["#/$defs/".Length..]]!;
    }

    private static ParameterInfo[] Parameters(Type type) => type.GetConstructors().Single().GetParameters();

    private static string Camel(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ImrFunctions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
