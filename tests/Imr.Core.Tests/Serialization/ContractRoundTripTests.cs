using System.Reflection;
using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Guidelines;
using Imr.Core.Matching;
using Imr.Core.Records;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Serialization;

/// <summary>Every contract that is stored survives the one serializer with nothing lost.</summary>
public sealed class ContractRoundTripTests
{
    public static TheoryData<Type> Contracts =>
    [
        .. typeof(IVersioned).Assembly.GetExportedTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IVersioned))),
        typeof(ApplicationReadResult), typeof(Deadline), typeof(RuleSet), typeof(RecordSet), typeof(RecordsAssessment), typeof(Quote), typeof(Guideline), typeof(ItemEvaluation),
        typeof(MatchRequest), typeof(Treatment), typeof(ReviewerCredentials), typeof(ReceivedDays),
    ];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_with_every_member_set_round_trips(Type type)
    {
        var value = Build(type, depth: 0)!;
        var json = JsonSerializer.Serialize(value, type, ImrJson.Options);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, ImrJson.Options), type, ImrJson.Options).ShouldBe(json);
        using var document = JsonDocument.Parse(json);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            document.RootElement.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out _).ShouldBeTrue(property.Name);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_with_optional_members_absent_round_trips(Type type)
    {
        var json = JsonSerializer.Serialize(Build(type, depth: 0, optional: false), type, ImrJson.Options);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, ImrJson.Options), type, ImrJson.Options).ShouldBe(json);
    }

    [Fact]
    public void A_newer_version_is_refused_and_unknown_members_are_not()
    {
        var json = ImrJson.Write(new Withdrawal(1, "applicant", "settled"));

        ImrJson.Read<Withdrawal>(json.Replace("\"reason\"", "\"more\":{},\"reason\"", StringComparison.Ordinal)).Reason.ShouldBe("settled");
        Should.Throw<SchemaVersionException>(() => ImrJson.Read<Withdrawal>(json.Replace(":1", ":2", StringComparison.Ordinal)));
    }

    private static object? Build(Type type, int depth, bool optional = true)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return optional ? Build(inner, depth, optional) : null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Fill(type.GetGenericArguments()[0], depth, optional);
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return optional ? new Dictionary<string, string>(StringComparer.Ordinal) { ["npi:1234567893"] = "COI-PROVIDER" } : new Dictionary<string, string>(StringComparer.Ordinal);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        return Leaf(type) ?? Record(type, depth, optional);
    }

    private static object? Leaf(Type type)
        => type == typeof(string) ? "text – \"quoted\""
            : type == typeof(int) ? 1
            : type == typeof(double) ? 0.5
            : type == typeof(bool) ? true
            : type == typeof(DateOnly) ? new DateOnly(2025, 6, 3)
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2025, 6, 3, 1, 2, 3, TimeSpan.Zero)
            : type == typeof(DateRange) ? new DateRange(new DateOnly(2025, 6, 3), new DateOnly(2025, 6, 4))
            : type == typeof(CaseNumber) ? CaseNumber.Parse("CM26-0000123")
            : type == typeof(ReviewKey) ? ReviewKey.Parse("CM26-0000123-r2")
            : type == typeof(Npi) ? Npi.Parse("1234567893")
            : type == typeof(BodyRegion) ? BodyRegion.Cervical
            : type == typeof(Specialty) ? Specialty.All[0]
            : type == typeof(ContentHash) ? ContentHash.Of("x"u8)
            : null;

    /// <summary>A type that holds lists of itself ends after three levels.</summary>
    private static Array Fill(Type element, int depth, bool optional)
    {
        var list = Array.CreateInstance(element, depth > 3 || !optional ? 0 : 2);
        for (var i = 0; i < list.Length; i++)
            list.SetValue(Build(element, depth + 1, optional), i);
        return list;
    }

    private static object Record(Type type, int depth, bool optional)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().Single();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(p =>
            !optional && nullability.Create(p).WriteState == NullabilityState.Nullable ? null : Build(p.ParameterType, depth + 1, optional))]);
        var parameters = constructor.GetParameters().Select(p => p.Name).ToHashSet();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => optional && p.CanWrite && !parameters.Contains(p.Name)))
            property.SetValue(value, Build(property.PropertyType, depth + 1, optional));
        return value;
    }
}
