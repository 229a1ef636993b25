using LocalFunctions.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions;

/// <summary>What configures a function app: its services and its middleware.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>Gets the services of the app.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds a middleware; it runs in the order in which it is added.</summary>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}
