using LocalFunctions.Middleware;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting;

/// <summary>The first step of every invocation: gives an HTTP function's middleware its <c>HttpContext</c>, and both the same services.</summary>
internal static class HttpContextMiddleware
{
    public static Func<FunctionExecutionDelegate, FunctionExecutionDelegate> Step => next => context =>
    {
        if (((LocalFunctionContext)context).Input is HttpContext http)
        {
            context.Items[FunctionContextExtensions.HttpContextKey] = http;
            http.RequestServices = context.InstanceServices;
        }

        return next(context);
    };
}
