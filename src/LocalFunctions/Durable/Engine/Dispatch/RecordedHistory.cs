using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Replay;

namespace LocalFunctions.Durable.Engine.Dispatch;

/// <summary>What a run has behind it: its recorded events, or the live run that has gone through them.</summary>
internal sealed class RecordedHistory(long row, string execution)
{
    public long Row { get; } = row;

    public string Execution { get; } = execution;

    /// <summary>The recorded events, decoded; empty while <see cref="Live"/> stands for them.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>The run itself, if it is kept between turns.</summary>
    public OrchestrationRun? Live { get; private set; }

    public int Turns { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Adds a turn that is on disk.</summary>
    public void Append(IReadOnlyList<HistoryEvent> events, int bytes)
    {
        if (Live is null)
            Events.AddRange(events);
        Turns++;
        Bytes += bytes;
    }

    /// <summary>Keeps the run instead of its events.</summary>
    public void Keep(OrchestrationRun run)
    {
        Live = run;
        Events.Clear();
        Events.TrimExcess();
    }
}
