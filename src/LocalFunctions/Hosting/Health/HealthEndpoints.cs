using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>
/// <c>GET /runtime/health/live</c>: the process answers. <c>GET /runtime/health/ready</c>: it can do its work (200) or cannot (503), with the parts. No route of
/// an app begins with <c>runtime</c>. Anonymous, on the loopback address only.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var checks = ActivatorUtilities.CreateInstance<HealthChecks>(routes.ServiceProvider);
        routes.MapGet("runtime/health/live", (HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, """{"status":"alive"}"""));
        routes.MapGet("runtime/health/ready", async (HttpContext http) =>
        {
            var parts = await checks.LookAsync(http.RequestAborted);
            var ready = parts.Values.All(works => works);
            var list = string.Join(',', parts.Select(p => $"\"{p.Key}\":\"{(p.Value ? "ok" : "failing")}\""));
            var text = $$$"""{"status":"{{{(ready ? "ready" : "not ready")}}}","parts":{{{{list}}}}}""";
            await WriteAsync(http, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, text);
        });
    }

    private static Task WriteAsync(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }
}
