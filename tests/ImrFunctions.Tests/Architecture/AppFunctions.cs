using System.Reflection;
using ImrFunctions.Operations;

namespace ImrFunctions.Tests.Architecture;

/// <summary>The app's functions, as the host finds them: by attribute.</summary>
internal static class AppFunctions
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<(string Name, MethodInfo Method)> All { get; } =
    [
        .. from type in typeof(AppHost).Assembly.GetTypes()
           from method in type.GetMethods(Methods)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method),
    ];

    public static IEnumerable<(string Name, MethodInfo Method, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : Attribute
        => from function in All
           from parameter in function.Method.GetParameters()
           let trigger = parameter.GetCustomAttribute<TTrigger>()
           where trigger is not null
           select (function.Name, function.Method, trigger);
}
