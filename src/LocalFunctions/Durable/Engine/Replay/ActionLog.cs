using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>
/// What the code has asked for and history does not record yet, by sequence id. A recorded event strikes its action out: kind, sequence id and name
/// (without case) must agree, nothing else is compared. While the instance is suspended, what was asked for is held back.
/// </summary>
internal sealed class ActionLog
{
    private readonly SortedDictionary<int, HistoryEvent> _asked = [];
    private readonly List<KeyValuePair<int, HistoryEvent>> _held = [];

    public IReadOnlyList<HistoryEvent> Asked => [.. _asked.Values];

    public void Ask(int id, HistoryEvent action) => _asked.Add(id, action);

    public void Clear() => _asked.Clear();

    public void Hold()
    {
        _held.AddRange(_asked);
        _asked.Clear();
    }

    public void Release()
    {
        foreach ((int id, HistoryEvent action) in _held)
            _asked.Add(id, action);
        _held.Clear();
    }

    /// <exception cref="NonDeterminismException">The code has asked for something else, or for nothing, at this sequence id.</exception>
    public void Match(HistoryEvent recorded)
    {
        (int id, string kind, string? name) = Identify(recorded);
        if (!_asked.TryGetValue(id, out HistoryEvent? asked))
            throw new NonDeterminismException(Describe(recorded), "asked for nothing with this number");
        (_, string askedKind, string? askedName) = Identify(asked);
        if (askedKind != kind || !string.Equals(askedName, name, StringComparison.OrdinalIgnoreCase))
            throw new NonDeterminismException(Describe(recorded), $"asked for {Describe(asked)}");
        _asked.Remove(id);
    }

    private static string Describe(HistoryEvent recorded)
    {
        (int id, string kind, string? name) = Identify(recorded);
        return name is null ? $"{kind} #{id}" : $"{kind} #{id} '{name}'";
    }

    private static (int Id, string Kind, string? Name) Identify(HistoryEvent action) => action switch
    {
        TaskScheduled e => (e.Id, nameof(TaskScheduled), e.Name),
        SubOrchestrationCreated e => (e.Id, nameof(SubOrchestrationCreated), e.Name),
        TimerCreated e => (e.Id, nameof(TimerCreated), null),
        EventSent e => (e.Id, nameof(EventSent), e.Name),
        _ => throw new InvalidDataException($"{action.GetType().Name} is no action of an orchestrator."),
    };
}
