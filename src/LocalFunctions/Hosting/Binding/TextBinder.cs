using System.Reflection;
using System.Text.Json;

namespace LocalFunctions.Hosting;

/// <summary>Parameters that take a named text of the trigger: a part of a route or of a blob's path, a property of a queue message.</summary>
internal static class TextBinder
{
    public const string Types = "string, int, Guid or DateTimeOffset (each also nullable)";

    private static readonly Dictionary<Type, Func<string, object?>> Parsers = new()
    {
        [typeof(string)] = text => text,
        // The worker reads numbers as JSON, so "007" and "+7" are no numbers here either.
        [typeof(int)] = text => JsonSerializer.Deserialize<int>(text),
        [typeof(Guid)] = text => Guid.Parse(text),
        [typeof(DateTimeOffset)] = text => DateTimeOffset.Parse(text),
    };

    /// <summary>A binder for a parameter named as one of <paramref name="names"/> (without case), or null.</summary>
    public static ParameterBinder? For(ParameterInfo parameter, IEnumerable<string> names)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (names.FirstOrDefault(n => n.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)) is not { } name || !Parsers.TryGetValue(type, out var parse))
            return null;
        return context => new(Parse(context, name, parse));
    }

    private static object? Parse(LocalFunctionContext context, string name, Func<string, object?> parse)
    {
        if (!context.BindingData.TryGetValue(name, out var value) || value is not string text) return null;
        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or OverflowException)
        {
#pragma warning disable MA0054 // The text may be somebody's data, and the inner exception repeats it.
            throw new FormatException($"The value of parameter {name} has not the form that function {context.FunctionDefinition.Name} expects.");
#pragma warning restore MA0054
        }
    }
}
