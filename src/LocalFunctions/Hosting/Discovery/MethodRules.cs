using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LocalFunctions.Hosting;

/// <summary>What every function's name, class and method must be.</summary>
internal static partial class MethodRules
{
    /// <exception cref="StartRefusedException">A rule is broken.</exception>
    public static void Check(string name, MethodInfo method)
    {
        var type = method.DeclaringType!;
        var at = $"{type.FullName}.{method.Name}";
        Refuse(!Name().IsMatch(name), $"The function name of {at} is not valid: a letter, then up to 127 letters, digits, - or _.");
        Refuse(type.IsNested, $"Function {name} is in the nested class {type.FullName}, which the Functions host cannot load: move the class out.");
        Refuse(type.IsAbstract && !type.IsSealed, $"Function {name} is in the abstract class {type.FullName}, which cannot be made: move the method into a class of its own.");
        Refuse(type.ContainsGenericParameters || method.ContainsGenericParameters, $"Function {name} ({at}) is generic, which no trigger can call: make it a plain method.");
        Refuse(method is { IsPublic: false, IsAssembly: false }, $"Function {name} ({at}) cannot be seen from outside its class: make it public.");
        Refuse(method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)), $"Function {name} ({at}) is async void, so nobody can wait for it: return Task.");
        var byReference = Array.Find(method.GetParameters(), p => p.ParameterType.IsByRef);
        Refuse(byReference is not null, $"Function {name} has a parameter {byReference?.Name} by reference: pass it by value.");
    }

    private static void Refuse(bool broken, string message)
    {
        if (broken) throw new StartRefusedException(message);
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
