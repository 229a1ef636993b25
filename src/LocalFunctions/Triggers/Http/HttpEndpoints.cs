using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>Maps HTTP functions onto ASP.NET Core's routing.</summary>
internal static class HttpEndpoints
{
    public static void Map(WebApplication app, FunctionCatalog functions)
    {
        app.UseRouting();
        app.Use(NotFoundForOtherMethods);
        HealthEndpoints.Map(app);
        foreach (var function in functions.Of<HttpTrigger>())
        {
            var (pattern, methods) = function.Plan<HttpPlan>();
            var handler = ActivatorUtilities.CreateInstance<HttpHandler>(app.Services, function);
            var endpoint = ((IEndpointRouteBuilder)app).Map(pattern, handler.HandleAsync).WithDisplayName(function.Name);
            if (methods.Count > 0) endpoint.WithMetadata(new HttpMethodMetadata(methods));
        }
    }

    /// <summary>For a method that a route does not list, routing chooses an answer of its own (405); the Functions host says 404.</summary>
    private static Task NotFoundForOtherMethods(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is null or RouteEndpoint) return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
