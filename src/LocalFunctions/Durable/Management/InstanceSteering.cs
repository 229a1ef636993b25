using System.Text.Json;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>Events for an instance, its end, pause and rewind.</summary>
internal sealed class InstanceSteering(DurableEngine engine, DurableTaskClient client, InstanceReads reads)
{
    public async Task<Answer> RaiseEventAsync(ManagementCall call, string instanceId, string eventName)
    {
        if (await RefusalAsync(call, instanceId) is { } refusal)
            return refusal;
        if (!call.HasJsonType)
            return Answer.Error(StatusCodes.Status400BadRequest, "The content type must be application/json.");
        JsonElement payload;
        try
        {
            payload = ManagementCall.ParseJson(await call.BodyAsync(ManagementApi.BodyLimit(engine)));
        }
        catch (JsonException exception)
        {
            return InstanceStarts.NotJson(exception);
        }

        await client.RaiseEventAsync(instanceId, eventName, payload);
        return Answer.Accepted;
    }

    public async Task<Answer> TerminateAsync(ManagementCall call, string instanceId)
    {
        if (await RefusalAsync(call, instanceId) is { } refusal)
            return refusal;
        await client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(call.Text("reason")));
        return Answer.Accepted;
    }

    public async Task<Answer> SuspendAsync(ManagementCall call, string instanceId)
    {
        if (await RefusalAsync(call, instanceId) is { } refusal)
            return refusal;
        await MustBeAsync(call, instanceId, suspended: false, "suspended");
        await client.SuspendInstanceAsync(instanceId, call.Text("reason"));
        return Answer.Accepted;
    }

    public async Task<Answer> ResumeAsync(ManagementCall call, string instanceId)
    {
        if (await RefusalAsync(call, instanceId) is { } refusal)
            return refusal;
        await MustBeAsync(call, instanceId, suspended: true, "resumed");
        await client.ResumeInstanceAsync(instanceId, call.Text("reason"));
        return Answer.Accepted;
    }

    /// <summary>This engine cannot rewind: it says so as the extension does for such a back end.</summary>
    /// <exception cref="RefusedCallException">The instance has failed, or has not ended.</exception>
    public async Task<Answer> RewindAsync(ManagementCall call, string instanceId)
    {
        if (await reads.FindAsync(call, instanceId) is not { } instance)
            return Answer.NotFound;
        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Terminated => Answer.Gone,
            OrchestrationRuntimeStatus.Failed => throw RefusedCallException.Unsupported("rewind"),
            _ => throw RefusedCallException.State("Only a failed instance could be rewound."),
        };
    }

    private async Task<Answer?> RefusalAsync(ManagementCall call, string instanceId) => await reads.FindAsync(call, instanceId) switch
    {
        null => Answer.NotFound,
        { IsCompleted: true } => Answer.Gone,
        _ => null,
    };

    private async Task MustBeAsync(ManagementCall call, string instanceId, bool suspended, string done)
    {
        if (await reads.FindAsync(call, instanceId) is { } instance && instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended != suspended)
            throw RefusedCallException.State($"An instance that is {instance.RuntimeStatus} cannot be {done}.");
    }
}
