using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Management;

/// <summary>Returns its input.</summary>
public static class EchoOrchestrator
{
    [Function("Echo")]
    public static Task<JsonElement?> Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.GetInput<JsonElement?>());
}

/// <summary>Waits for the event Go and returns its payload.</summary>
public static class WaitingOrchestrator
{
    [Function("Waiting")]
    public static async Task<JsonElement?> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { stage = "waiting" });
        return await context.WaitForExternalEvent<JsonElement?>("Go");
    }
}

/// <summary>A call, a sub-orchestration and a timer, one after the other.</summary>
public static class StepsOrchestrator
{
    [Function("Steps")]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var shouted = await context.CallActivityAsync<string>("Shout", context.GetInput<string>());
        await context.CallSubOrchestratorAsync<string>("Echo", "child", new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
        await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
        return shouted;
    }

    [Function("Shout")]
    public static string Shout([ActivityTrigger] string text) => text.ToUpperInvariant();
}

public static class FailingOrchestrator
{
    [Function("Failing")]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Fail");

    [Function("Fail")]
    public static Task Fail([ActivityTrigger] string? input) => throw new FormatException("not a number");
}

/// <summary>Routes that would take every request, if they could.</summary>
public static class GreedyRoutes
{
    [Function("CatchAll")]
    public static IResult CatchAll([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => Results.StatusCode(StatusCodes.Status418ImATeapot);

    [Function("AnyArea")]
    public static IResult AnyArea([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{area}/webhooks/durabletask/instances")] HttpRequest request, string area) =>
        Results.StatusCode(StatusCodes.Status418ImATeapot);
}
