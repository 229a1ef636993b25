using ImrFunctions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Security;

/// <summary>
/// The one authorization step, before every HTTP function: who calls, and may this role call this function. Fails closed: a function that the
/// <see cref="RouteTable"/> does not know is 404. Whether the caller may see this case is decided where the case is read.
/// </summary>
public sealed class AuthorizationMiddleware(ITokenReader tokens, ILogger<AuthorizationMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Bearer = "Bearer ";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("An HTTP function runs without an HTTP context.");
        SetSafetyHeaders(http.Response);
        var rule = RouteTable.ForFunction(context.FunctionDefinition.Name);
        if (rule is { Roles.Count: 0 })
        {
            await next(context);
            return;
        }

        if (Principal(http.Request) is not { } principal)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(401, "Sign in: send an Authorization header with a bearer token.");
            return;
        }

        if (rule is null)
        {
            var allowed = RouteTable.VerbsAt(http.Request.Path.Value ?? "");
            if (allowed.Count == 0)
            {
                await RefuseAsync(404, "There is nothing at this address.");
                return;
            }

            http.Response.Headers.Allow = string.Join(", ", allowed);
            await RefuseAsync(405, $"This address takes {string.Join(", ", allowed)}.");
            return;
        }

        if (!rule.Roles.Contains(principal.Role))
        {
            await RefuseAsync(404, "There is nothing at this address.");
            return;
        }

        context.Items[nameof(Security.Principal)] = principal;
        http.Items[nameof(Security.Principal)] = principal;
        await next(context);

        Task RefuseAsync(int status, string detail)
        {
            logger.LogInformation("{Function} refused with {Status}, ref {RefId}.", context.FunctionDefinition.Name, status, context.InvocationId);
            return Problem.Of(status, detail, context.InvocationId).ExecuteAsync(http);
        }
    }

    private static void SetSafetyHeaders(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.CacheControl = "no-cache, no-store, max-age=0, must-revalidate";
    }

    private Principal? Principal(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? tokens.Read(header[Bearer.Length..].Trim()) : null;
    }
}
