using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>The last step of the pipeline: fills the parameters and calls the method. It adds no asynchrony of its own, for orchestrators.</summary>
internal static class FunctionExecutor
{
    private static readonly ConcurrentDictionary<Type, Func<object?, Task<object?>>> Awaiters = new();

    public static async Task ExecuteAsync(FunctionContext functionContext)
    {
        var context = (LocalFunctionContext)functionContext;
        var function = context.Function;
        var arguments = new object?[function.Binders.Count];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = await function.Binders[i](context);
        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Method.DeclaringType!);
        var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        context.Result.Value = await Awaiters.GetOrAdd(function.Method.ReturnType, MakeAwaiter)(returned);
    }

    private static Func<object?, Task<object?>> MakeAwaiter(Type type)
    {
        if (type == typeof(Task)) return static async returned => { await (Task)returned!; return null; };
        if (type == typeof(ValueTask)) return static async returned => { await (ValueTask)returned!; return null; };
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var name = open == typeof(Task<>) ? nameof(AwaitTask) : open == typeof(ValueTask<>) ? nameof(AwaitValueTask) : null;
        if (name is null) return static returned => Task.FromResult(returned);
        var method = typeof(FunctionExecutor).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GetGenericArguments());
        return method.CreateDelegate<Func<object?, Task<object?>>>();
    }

    private static async Task<object?> AwaitTask<T>(object? returned) => await (Task<T>)returned!;

    private static async Task<object?> AwaitValueTask<T>(object? returned) => await (ValueTask<T>)returned!;
}
