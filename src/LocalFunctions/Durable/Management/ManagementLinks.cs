using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>The answer to a start: links to all that can be done with the instance. They carry the key, as the extension's do.</summary>
internal static class ManagementLinks
{
    private const int RetryAfterSeconds = 10;

    public static Answer CheckStatus(ManagementCall call, string instanceId, string hubName, SystemKey key)
    {
        string instance = $"{call.Origin}{ManagementApi.BasePath}/instances/{Uri.EscapeDataString(instanceId)}";
        string query = $"taskHub={Uri.EscapeDataString(hubName)}&connection={ManagementCall.ConnectionName}&code={key.Value}";
        CheckStatusPayload payload = new(
            instanceId,
            $"{instance}?{query}",
            $"{instance}/raiseEvent/{{eventName}}?{query}",
            $"{instance}/terminate?reason={{text}}&{query}",
            $"{instance}?{query}",
            $"{instance}/restart?{query}",
            $"{instance}/suspend?reason={{text}}&{query}",
            $"{instance}/resume?reason={{text}}&{query}");
        return new Answer(StatusCodes.Status202Accepted, payload) { Location = payload.StatusQueryGetUri, RetryAfterSeconds = RetryAfterSeconds };
    }
}
