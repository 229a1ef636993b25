using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace LocalFunctions.Hosting;

/// <summary>Answers the requests of one HTTP function.</summary>
internal sealed class HttpHandler(FunctionDescriptor function, FunctionRunner runner)
{
    public async Task HandleAsync(HttpContext http)
    {
        var span = FunctionTelemetry.NameRequest(http, function.Plan<HttpPlan>().Pattern.RawText);
        try
        {
            var route = http.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);
            // The function's own token, not RequestAborted: a caller who hangs up does not interrupt work, as in Azure.
            await runner.RunAsync(function, http, route, context => AnswerAsync(http, context.Result.Value), CancellationToken.None);
        }
        catch (Exception exception)
        {
            Fail(http, exception);
        }
        finally
        {
            span?.SetTag("http.response.status_code", http.Response.StatusCode);
        }
    }

    /// <summary>A result of another kind, or none, leaves what the function wrote itself: otherwise an empty 200.</summary>
    private static Task AnswerAsync(HttpContext http, object? result) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult answer => answer.ExecuteAsync(http),
        _ => Task.CompletedTask,
    };

    private static void Fail(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }
}
