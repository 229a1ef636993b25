using System.Reflection;
using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Review;

namespace ImrFunctions.Tests.Serialization;

/// <summary>Every contract of the app survives the one serializer with nothing lost: what is stored, what stands in history, what is sent.</summary>
public sealed class ContractTests
{
    public static TheoryData<Type> Contracts => [.. Found];

    private static IReadOnlyList<Type> Found => [.. typeof(AppHost).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && IsContract(t))];

    [Fact]
    public void The_contracts_are_found()
    {
        Found.Count.ShouldBeGreaterThan(30);
        foreach (var contract in new[] { typeof(ReviewInput), typeof(ScreeningResult), typeof(ImrFunctions.Determination.DeterminationBody), typeof(ImrFunctions.Cases.CaseView) })
            Found.ShouldContain(contract);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_round_trips_with_every_member(Type type)
    {
        var json = JsonSerializer.Serialize(Build(type, 0), type, ImrJson.Options);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, ImrJson.Options), type, ImrJson.Options).ShouldBe(json);
        using var document = JsonDocument.Parse(json);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            document.RootElement.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out _).ShouldBeTrue(property.Name);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_tolerates_what_a_newer_program_added(Type type)
    {
        var json = JsonSerializer.Serialize(Build(type, 0), type, ImrJson.Options);
        var more = "{\"addedLater\":{\"deep\":[1]}," + json[1..];
        JsonSerializer.Serialize(JsonSerializer.Deserialize(more, type, ImrJson.Options), type, ImrJson.Options).ShouldBe(json);
    }

    /// <summary>Stored, an orchestration's payload, or a body: told by interface, base or name.</summary>
    private static bool IsContract(Type type)
        => type.IsAssignableTo(typeof(IVersioned)) || type.IsAssignableTo(typeof(StepResult)) || type == typeof(ReviewStatus) || type == typeof(RetrySettings) || type == typeof(WaitLimit)
            || type.Name.EndsWith("Body", StringComparison.Ordinal) || type.Name.EndsWith("View", StringComparison.Ordinal) || type == typeof(ImrFunctions.Cases.CaseList)
            || type == typeof(Problem) || type == typeof(ImrFunctions.Cases.Register.IndexEntry) || type == typeof(ImrFunctions.Cases.Register.IssuedLetter);

    private static object? Build(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], depth > 4 ? 0 : 2);
            for (var i = 0; i < list.Length; i++)
                list.SetValue(Build(type.GetGenericArguments()[0], depth + 1), i);
            return list;
        }

        return type.IsEnum ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1) : Leaf(type) ?? Record(type, depth);
    }

    private static object? Leaf(Type type)
        => type == typeof(string) ? "text – \"quoted\""
            : type == typeof(int) ? 1
            : type == typeof(long) ? 1L
            : type == typeof(double) ? 0.5
            : type == typeof(decimal) ? 420m
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

    private static object Record(Type type, int depth)
    {
        var constructor = type.GetConstructors().Single();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(p => Build(p.ParameterType, depth + 1))]);
        var parameters = constructor.GetParameters().Select(p => p.Name).ToHashSet();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && !parameters.Contains(p.Name)))
            property.SetValue(value, Build(property.PropertyType, depth + 1));
        return value;
    }
}
