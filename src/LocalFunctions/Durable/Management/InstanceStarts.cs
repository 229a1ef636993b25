using System.Text.Json;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Durable.Management;

/// <summary>Starts and restarts, with the wait for the end that a caller may ask for.</summary>
internal sealed class InstanceStarts(DurableEngine engine, DurableTaskClient client, IDurableFunctions functions, InstanceReads reads, SystemKey key, IHostApplicationLifetime lifetime)
{
    // An instance under way is never replaced by this API: the extension's default overridableExistingInstanceStates.
    private static readonly string[] _underWay =
        [nameof(OrchestrationRuntimeStatus.Pending), nameof(OrchestrationRuntimeStatus.Running), nameof(OrchestrationRuntimeStatus.Suspended)];

    public async Task<Answer> StartAsync(ManagementCall call, string name, string? instanceId)
    {
        Wait wait = Wait.Of(call);
        JsonElement? input;
        try
        {
            string body = await call.BodyAsync(ManagementApi.BodyLimit(engine));
            input = string.IsNullOrWhiteSpace(body) ? null : Input(ManagementCall.ParseJson(body));
        }
        catch (JsonException exception)
        {
            return NotJson(exception);
        }

        if (!call.IsForThisHub)
            throw RefusedCallException.Argument("This process serves another task hub.");
        return await AnswerAsync(call, await ScheduleAsync(name, instanceId, input), wait);
    }

    public async Task<Answer> RestartAsync(ManagementCall call, string instanceId)
    {
        Wait wait = Wait.Of(call);
        if (await reads.FindAsync(call, instanceId) is not { } instance)
            throw RefusedCallException.Argument("There is no instance of this id.");
        string? newId = call.Flag("restartWithNewInstanceId", otherwise: true) ? null : instanceId;
        JsonElement? input = EmbeddedJson.Of(instance.SerializedInput) is { } stored ? Input(stored) : null;
        return await AnswerAsync(call, await ScheduleAsync(instance.Name, newId, input), wait);
    }

    /// <summary>The answer to a body that is not JSON. The parser's own message can quote the body.</summary>
    public static Answer NotJson(JsonException exception)
    {
        string place = $"At line {exception.LineNumber}, byte {exception.BytePositionInLine}.";
        return Answer.Error(StatusCodes.Status400BadRequest, "The body is not valid JSON.", place, exception.GetType());
    }

    private static JsonElement? Input(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;

    private Task<string> ScheduleAsync(string name, string? instanceId, JsonElement? input)
    {
        if (!functions.HasOrchestrator(name))
            throw RefusedCallException.Argument($"There is no orchestrator named '{name}'.");
        return client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId) { DedupeStatuses = _underWay });
    }

    private async Task<Answer> AnswerAsync(ManagementCall call, string instanceId, Wait wait)
    {
        if (wait.Timeout is { } timeout && await EndAsync(call, instanceId, timeout) is { } end)
        {
            return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? new Answer(StatusCodes.Status200OK, EmbeddedJson.Of(end.SerializedOutput) ?? EmbeddedJson.Null)
                : await reads.GetAsync(call, instanceId, failureIs500: false);
        }

        return ManagementLinks.CheckStatus(call, instanceId, engine.Options.HubName, key);
    }

    /// <summary>The ended instance; null if it does not end in time, or the app stops. The engine tells of the end, so there is nothing to poll.</summary>
    private async Task<OrchestrationMetadata?> EndAsync(ManagementCall call, string instanceId, TimeSpan timeout)
    {
        using CancellationTokenSource late = new(timeout, engine.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, call.Http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, end.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>How long the caller waits for the end; both parameters must be there, as with the extension.</summary>
    private sealed record Wait(TimeSpan? Timeout)
    {
        /// <exception cref="RefusedCallException">The interval is longer than the wait.</exception>
        public static Wait Of(ManagementCall call)
        {
            if (call.Seconds("timeout") is not { } timeout || call.Seconds("pollingInterval") is not { } interval)
                return new Wait(Timeout: null);
            return interval <= timeout
                ? new Wait(timeout)
                : throw RefusedCallException.Argument($"The timeout of {timeout.TotalSeconds} s must not be shorter than the polling interval of {interval.TotalSeconds} s.");
        }
    }
}
