using LocalFunctions.Durable.Client;
using LocalFunctions.Durable.Engine;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>Deletes ended instances with their history.</summary>
internal sealed class InstancePurges(DurableEngine engine, DurableTaskClient client, InstanceReads reads)
{
    public async Task<Answer> PurgeAsync(ManagementCall call, string instanceId)
        => await reads.FindAsync(call, instanceId) is null ? Answer.NotFound : Purged(await client.PurgeInstanceAsync(instanceId));

    /// <summary>Unlike a list, a purge refuses a filter that it cannot read: leaving it out would delete more than was meant.</summary>
    public async Task<Answer> PurgeManyAsync(ManagementCall call)
    {
        if (call.Time("createdTimeFrom") is not { } from)
            return new Answer(StatusCodes.Status400BadRequest, "The parameter createdTimeFrom must be given, as a date and time.");
        PurgeInstancesFilter filter = new(from, call.StrictTime("createdTimeTo") ?? engine.Time.GetUtcNow(), call.StrictStatuses("runtimeStatus"));
        if (!call.IsForThisHub)
            return Answer.NotFound;
        PurgeResult result = await client.PurgeAllInstancesAsync(filter);
        return result.PurgedInstanceCount == 0 ? Answer.NotFound : Purged(result);
    }

    private static Answer Purged(PurgeResult result) => new(StatusCodes.Status200OK, new PurgePayload(result.PurgedInstanceCount));
}
