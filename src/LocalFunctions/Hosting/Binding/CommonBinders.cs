using System.Reflection;
using LocalFunctions.Durable.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>The parameters that every trigger offers.</summary>
internal static class CommonBinders
{
    /// <exception cref="StartRefusedException">The parameter carries [DurableClient] and cannot have it.</exception>
    public static ParameterBinder? For(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext)) return static context => new(context);
        if (parameter.ParameterType == typeof(CancellationToken)) return static context => new(context.CancellationToken);
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not { } durable) return null;
        if (parameter.ParameterType != typeof(DurableTaskClient))
            throw new StartRefusedException($"Function {function.Name} has [DurableClient] on a {parameter.ParameterType.Name}: make the parameter a DurableTaskClient.");
        if (durable.TaskHub is not null || durable.ConnectionName is not null)
            throw new StartRefusedException($"Function {function.Name} names a task hub or connection in [DurableClient]: the local host has one hub, leave them out.");
        return static context => new(context.InstanceServices.GetRequiredService<DurableTaskClient>());
    }
}
