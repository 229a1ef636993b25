using LocalFunctions.Durable.Core.Exceptions;
using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Management;

/// <summary>
/// The management API of the Durable Functions extension: the same paths, verbs, parameters, codes and JSON. For operators, never for users: every call
/// needs the system key, unknown paths too.
/// </summary>
internal sealed class ManagementApi(
    DurableEngine engine,
    SystemKey key,
    InstanceStarts starts,
    InstanceReads reads,
    InstanceSteering steering,
    InstancePurges purges,
    ILogger<ManagementApi> logger)
{
    public const string BasePath = "/runtime/webhooks/durabletask";

    private const string KeyHeader = "x-functions-key";

    /// <summary>The longest body that is read: a payload at its limit, generously indented.</summary>
    public static long BodyLimit(DurableEngine engine) => 4L * engine.Options.MaxPayloadBytes;

    public async Task HandleAsync(HttpContext http)
    {
        ManagementCall call = new(http, engine.Options.HubName);
        // The Functions host looks into the query only if the header is not there.
        if (!key.Is(call.Header(KeyHeader) ?? call.Text("code")))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            Answer answer = await AnswerAsync(call);
            await answer.WriteAsync(http.Response);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    private async Task<Answer> AnswerAsync(ManagementCall call)
    {
        try
        {
            return await RouteAsync(call, (call.Http.Request.Path.Value ?? "").Trim('/').Split('/'));
        }
        catch (BadHttpRequestException exception)
        {
            return new Answer(exception.StatusCode);
        }
        catch (RefusedCallException exception)
        {
            return Answer.Error(exception.Status, Summary(exception.Status), exception.Message, exception.Type);
        }
        catch (ArgumentException exception)
        {
            // The engine's own: an instance id that Azure would refuse, a payload above the limit.
            return Answer.Error(StatusCodes.Status400BadRequest, Summary(StatusCodes.Status400BadRequest), exception.Message, exception.GetType());
        }
        catch (OrchestrationAlreadyExistsException exception)
        {
            return Answer.Error(StatusCodes.Status500InternalServerError, Summary(StatusCodes.Status500InternalServerError), exception.Message, exception.GetType());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What an unforeseen exception says can be data of the app: neither the log nor the answer repeats it.
            logger.LogError("A call of the durable management API ended in {ExceptionType}", exception.GetType().FullName);
            return Answer.Error(StatusCodes.Status500InternalServerError, Summary(StatusCodes.Status500InternalServerError), null, exception.GetType());
        }
    }

    private static string Summary(int status) => status == StatusCodes.Status400BadRequest ? "An argument is not valid." : "The call could not be done.";

    /// <summary>Literal parts of a path are compared without case, as the extension does.</summary>
    private async Task<Answer> RouteAsync(ManagementCall call, string[] path)
    {
        if (Array.Exists(path, part => part.Length == 0))
            return Answer.NotFound;
        string area = path[0].ToLowerInvariant();
        string operation = path.Length > 2 ? path[2].ToLowerInvariant() : "";
        return (call.Method, area, path.Length, operation) switch
        {
            ("POST", "orchestrators", 2, _) => await starts.StartAsync(call, path[1], instanceId: null),
            ("POST", "orchestrators", 3, _) => await starts.StartAsync(call, path[1], path[2]),
            ("GET", "instances", 1, _) => await reads.ListAsync(call),
            ("DELETE", "instances", 1, _) => await purges.PurgeManyAsync(call),
            ("GET", "instances", 2, _) => await reads.GetAsync(call, path[1]),
            ("DELETE", "instances", 2, _) => await purges.PurgeAsync(call, path[1]),
            ("POST", "instances", 3, "terminate") => await steering.TerminateAsync(call, path[1]),
            ("POST", "instances", 3, "suspend") => await steering.SuspendAsync(call, path[1]),
            ("POST", "instances", 3, "resume") => await steering.ResumeAsync(call, path[1]),
            ("POST", "instances", 3, "rewind") => await steering.RewindAsync(call, path[1]),
            ("POST", "instances", 3, "restart") => await starts.RestartAsync(call, path[1]),
            ("POST", "instances", 4, "raiseevent") => await steering.RaiseEventAsync(call, path[1], path[3]),
            (_, "entities", <= 3, _) => Entities(call.Method, path),
            (_, "makeprimary", 1, _) => throw RefusedCallException.Unsupported("making an app primary"),
            _ => Answer.NotFound,
        };
    }

    /// <summary>An app here has no entities. So lists are empty, an entity is not found, and a signal names an entity function that does not exist.</summary>
    private static Answer Entities(string method, string[] path) => (method, path.Length) switch
    {
        ("GET", < 3) => new Answer(StatusCodes.Status200OK, Array.Empty<object>()) { Continuation = "" },
        ("POST" or "DELETE", < 2) => Answer.Error(StatusCodes.Status400BadRequest, "An entity needs a name."),
        ("POST" or "DELETE", _) => Answer.Error(StatusCodes.Status400BadRequest, $"There is no entity function named '{path[1]}': this app has no entities."),
        _ => Answer.NotFound,
    };
}
