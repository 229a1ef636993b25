using System.Text.Json.Nodes;
using LocalFunctions.Durable.Engine.Hub;

namespace LocalFunctions.Durable.Engine.History;

/// <summary>An instance's history as a text that a test can keep: a golden history.</summary>
internal static class HistoryExport
{
    /// <summary>The history of an instance of a running engine.</summary>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public static string Export(DurableEngine engine, string instanceId) => Export(engine.Reader, instanceId);

    /// <summary>The history of an instance of a hub.</summary>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public static string Export(HubReader hub, string instanceId)
    {
        InstanceState state = hub.Find(instanceId) ?? throw new KeyNotFoundException($"The hub has no instance '{instanceId}'.");
        JsonArray events = [];
        foreach (HistoryEvent recorded in hub.History(state.Instance.Row).SelectMany(turn => turn.Events))
            events.Add(JsonNode.Parse(HistoryCodec.Encode(recorded)));
        JsonObject document = new()
        {
            ["schemaVersion"] = HistoryCodec.SchemaVersion,
            ["instanceId"] = instanceId,
            ["name"] = state.Instance.Name,
            ["historyBytes"] = state.HistoryBytes,
            ["events"] = events,
        };
        return document.ToJsonString(new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.General) { WriteIndented = true });
    }

    /// <summary>The stored bytes of an instance's history; 0 if there is no such instance.</summary>
    public static long Bytes(DurableEngine engine, string instanceId) => engine.Reader.Find(instanceId)?.HistoryBytes ?? 0;
}
