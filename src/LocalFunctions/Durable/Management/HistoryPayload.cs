using System.Text.Json.Nodes;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Management;

/// <summary>
/// A history in the extension's shape: a call and its result are one event, with the time of both; turns do not show. Every event of a turn has the turn's time.
/// </summary>
internal sealed class HistoryPayload
{
    private readonly bool _showInput;
    private readonly bool _showOutput;
    private readonly Dictionary<int, Scheduled> _scheduled = [];
    private readonly Dictionary<int, DateTime> _timers = [];
    private DateTime _time;

    private HistoryPayload(bool showInput, bool showOutput) => (_showInput, _showOutput) = (showInput, showOutput);

    public static JsonArray Of(IReadOnlyList<HistoryEvent> recorded, bool showInput, bool showOutput)
    {
        HistoryPayload payload = new(showInput, showOutput);
        HashSet<int> ended = [.. recorded.Select(EndedCall).OfType<int>()];
        JsonArray shown = [];
        foreach (HistoryEvent next in recorded)
        {
            if (payload.Show(next, ended) is { } item)
                shown.Add(item);
        }

        return shown;
    }

    private static int? EndedCall(HistoryEvent recorded) => recorded switch
    {
        TaskCompleted e => e.Id,
        TaskFailed e => e.Id,
        SubOrchestrationCompleted e => e.Id,
        SubOrchestrationFailed e => e.Id,
        _ => null,
    };

    private JsonObject? Show(HistoryEvent recorded, HashSet<int> ended)
    {
        switch (recorded)
        {
            case TurnStarted e:
                _time = e.Time;
                return null;
            case TimerCreated e:
                _timers[e.Id] = e.FireAt;
                return Item("TimerCreated", ("FireAt", e.FireAt));
            case TaskScheduled e:
                _scheduled[e.Id] = new Scheduled(_time, e.Name, e.Input);
                return ended.Contains(e.Id) ? null : Item("TaskScheduled", ("Name", e.Name), Input(e.Input));
            case SubOrchestrationCreated e:
                _scheduled[e.Id] = new Scheduled(_time, e.Name, e.Input);
                return ended.Contains(e.Id) ? null : Item("SubOrchestrationInstanceCreated", ("Name", e.Name), ("InstanceId", e.InstanceId), Input(e.Input));
            case TaskCompleted e:
                return End(e.Id, Item("TaskCompleted", Result(e.Result)));
            case TaskFailed e:
                return End(e.Id, Failed("TaskFailed", e.Failure));
            case SubOrchestrationCompleted e:
                return End(e.Id, Item("SubOrchestrationInstanceCompleted", Result(e.Result)));
            case SubOrchestrationFailed e:
                return End(e.Id, Failed("SubOrchestrationInstanceFailed", e.Failure));
            case TimerFired e:
                return Item("TimerFired", ("FireAt", _timers.TryGetValue(e.Id, out DateTime at) ? at : null));
            case ExecutionStarted e:
                JsonObject started = Item("ExecutionStarted", Input(e.Input));
                started["FunctionName"] = e.Name;
                return started;
            case EventRaised e:
                return Item("EventRaised", ("Name", e.Name), Input(e.Input));
            case EventSent e:
                return Item("EventSent", ("InstanceId", e.InstanceId), ("Name", e.Name), Input(e.Input));
            case ExecutionSuspended e:
                return Item("ExecutionSuspended", ("Reason", e.Reason));
            case ExecutionResumed e:
                return Item("ExecutionResumed", ("Reason", e.Reason));
            case ExecutionTerminated e:
                return Item("ExecutionTerminated", Input(e.Output));
            case ExecutionCompleted e:
                return Item("ExecutionCompleted", ("OrchestrationStatus", e.Status.ToString()), Result(e.Output), ("FailureDetails", Details(e.Failure)));
            default:
                // Ours alone (a rejected turn): the end that follows says it.
                return null;
        }
    }

    private JsonObject Item(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        JsonObject item = new() { ["EventType"] = type };
        foreach ((string name, JsonNode? value) in members)
        {
            if (name.Length > 0)
                item[name] = value;
        }

        item["Timestamp"] = _time;
        return item;
    }

    private JsonObject End(int id, JsonObject item)
    {
        if (!_scheduled.TryGetValue(id, out Scheduled? call))
            return item;
        item["ScheduledTime"] = call.Time;
        item["FunctionName"] = call.Name;
        if (_showInput)
            item["Input"] = call.Input;
        return item;
    }

    private JsonObject Failed(string type, Failure failure)
        => Item(type, ("Reason", failure.Message), ("Details", null), ("FailureDetails", Details(failure)));

    private static JsonObject? Details(Failure? failure) => failure is null ? null : new JsonObject
    {
        ["ErrorType"] = failure.Type,
        ["ErrorMessage"] = failure.Message,
        ["StackTrace"] = failure.Stack,
        ["InnerFailure"] = Details(failure.Inner),
        ["IsNonRetriable"] = failure.Final,
    };

    // A member without a name is left out.
    private (string Name, JsonNode? Value) Input(string? input) => _showInput ? ("Input", input) : ("", null);

    private (string Name, JsonNode? Value) Result(string? result)
        => _showOutput ? ("Result", EmbeddedJson.Of(result) is { } json ? JsonNode.Parse(json.GetRawText()) : null) : ("", null);

    private sealed record Scheduled(DateTime Time, string Name, string? Input);
}
