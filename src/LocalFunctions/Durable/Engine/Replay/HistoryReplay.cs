using System.Text.Json;
using System.Text.Json.Nodes;
using LocalFunctions.Durable.Converters;
using LocalFunctions.Durable.Engine.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>Replays a golden history against an orchestrator's present code.</summary>
internal static class HistoryReplay
{
    /// <summary>Replays an exported history. Nothing but the code runs: no activity, no hub.</summary>
    /// <param name="history">What <see cref="HistoryExport"/> wrote.</param>
    /// <param name="orchestrator">The code.</param>
    /// <param name="json">The serializer options that the app configures; null: the default ones.</param>
    /// <exception cref="NonDeterminismException">The code does not repeat the history; the message names the event.</exception>
    /// <exception cref="InvalidDataException">The history was written by a newer version.</exception>
    public static void Verify(string history, Func<TaskOrchestrationContext, Task<object?>> orchestrator, JsonSerializerOptions? json = null)
    {
        JsonNode document = JsonNode.Parse(history)!;
        HistoryCodec.CheckSchema((long)document["schemaVersion"]!);
        List<HistoryEvent> events = [.. document["events"]!.AsArray().Select(e => HistoryCodec.DecodeEvent(JsonSerializer.SerializeToUtf8Bytes(e)))];
        RunSettings settings = new(new DurableEngineOptions(), new JsonDataConverter(json), NullLoggerFactory.Instance, (_, context) => orchestrator(context));
        OrchestrationRun run = new(settings, (string)document["instanceId"]!, _ => { });
        TurnEnd? end = run.Verify(events);
        if (events.OfType<ExecutionCompleted>().FirstOrDefault() is not { } recorded)
            return;
        if (end is null)
            throw new NonDeterminismException($"the end ({recorded.Status})", "goes on");
        if (end.Status != recorded.Status)
            throw new NonDeterminismException($"the end ({recorded.Status})", $"ends {end.Status}: {end.Failure?.Type}");
    }
}
