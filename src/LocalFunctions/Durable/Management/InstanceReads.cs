using System.Text.Json.Nodes;
using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>One instance, and lists of them.</summary>
internal sealed class InstanceReads(DurableEngine engine, DurableTaskClient client)
{
    private const int DefaultPage = 100;

    // The largest page of the table that the extension reads from.
    private const int LargestPage = 1000;

    private const int RetryAfterSeconds = 5;

    /// <summary>The instance; null if this hub has none of the id, or if the call is for another hub.</summary>
    public async Task<OrchestrationMetadata?> FindAsync(ManagementCall call, string instanceId)
        => call.IsForThisHub ? await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true) : null;

    /// <param name="failureIs500">Whether a failed instance is answered by 500; null: the call says it.</param>
    public async Task<Answer> GetAsync(ManagementCall call, string instanceId, bool? failureIs500 = null)
    {
        if (await FindAsync(call, instanceId) is not { } instance)
            return Answer.NotFound;
        bool showInput = call.Flag("showInput", otherwise: true);
        InstancePayload payload = InstancePayload.Of(instance, showInput, History(call, instance, showInput));
        if (!instance.IsCompleted)
            return new Answer(StatusCodes.Status202Accepted, payload) { Location = call.Url, RetryAfterSeconds = RetryAfterSeconds };
        bool failed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed;
        return failed && (failureIs500 ?? call.Flag("returnInternalServerErrorOnFailure", otherwise: false))
            ? new Answer(StatusCodes.Status500InternalServerError, payload)
            : new Answer(StatusCodes.Status200OK, payload);
    }

    public async Task<Answer> ListAsync(ManagementCall call)
    {
        int size = call.Number("top") ?? DefaultPage;
        if (size <= 0)
            throw RefusedCallException.Argument("The parameter top must be above zero.");
        if (!call.IsForThisHub)
            return Page([], "");
        OrchestrationQuery query = new(
            call.Time("createdTimeFrom"), call.Time("createdTimeTo"), call.Statuses("runtimeStatus"),
            InstanceIdPrefix: call.Text("instanceIdPrefix"), FetchInputsAndOutputs: true);
        // The last page's token is empty, and a client may send it back.
        string? token = call.Header(Answer.ContinuationHeader) is { Length: > 0 } given ? given : null;
        bool showInput = call.Flag("showInput", otherwise: true);
        try
        {
            await foreach (Page<OrchestrationMetadata> page in client.GetAllInstancesAsync(query).AsPages(token, Math.Min(size, LargestPage)))
                return Page([.. page.Values.Select(instance => InstancePayload.Of(instance, showInput))], page.ContinuationToken ?? "");
        }
        catch (ArgumentException exception)
        {
            throw RefusedCallException.Argument($"The header {Answer.ContinuationHeader} is not the token of a page of this list.", exception);
        }

        return Page([], "");
    }

    private static Answer Page(List<InstancePayload> instances, string token) => new(StatusCodes.Status200OK, instances) { Continuation = token };

    private JsonArray? History(ManagementCall call, OrchestrationMetadata instance, bool showInput)
    {
        if (!call.Flag("showHistory", otherwise: false) || instance.RuntimeStatus == OrchestrationRuntimeStatus.Pending)
            return null;
        return engine.Reader.Find(instance.InstanceId) is { } state
            ? HistoryPayload.Of([.. engine.Reader.History(state.Instance.Row).SelectMany(turn => turn.Events)], showInput, call.Flag("showHistoryOutput", otherwise: false))
            : null;
    }
}
