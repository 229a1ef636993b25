using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations;

/// <summary>Health, and the catch-all that gives the authorization step every address of the API.</summary>
public static class ServiceFunctions
{
    [Function(nameof(Health))]
    public static IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request)
        => Results.Json(new { status = "ok" });

    /// <summary>Never runs for a caller: the authorization step answers 401, 404 or 405 before.</summary>
    [Function(nameof(ApiCatchAll))]
    public static IResult ApiCatchAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", "head", "options", Route = RouteTable.CatchAll)] HttpRequest request, FunctionContext context)
        => Problem.Of(404, "There is nothing at this address.", context.InvocationId);
}
