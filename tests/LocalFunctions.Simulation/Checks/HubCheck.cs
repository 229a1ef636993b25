using LocalFunctions.Durable.Engine.History;
using LocalFunctions.Durable.Engine.Hub;
using LocalFunctions.Durable.Engine.Replay;
using LocalFunctions.Simulation.Cases;

namespace LocalFunctions.Simulation.Checks;

/// <summary>What must hold of any hub in which all has ended.</summary>
internal static class HubCheck
{
    /// <exception cref="SimulationFailure">It does not hold.</exception>
    public static void Run(HubFile file, HubReader hub)
    {
        if (hub.Open() is [{ } open, ..])
            throw new SimulationFailure($"{open.Id} is still {open.Status}.\n{Describe(hub)}");
        if (hub.Inbox() is [{ } left, ..])
            throw new SimulationFailure($"The inbox still holds {left.Event} for row {left.Row}.");
        using Sql sql = file.OpenReader();
        if (sql.Scalar<string>("PRAGMA integrity_check") is not "ok" and { } damage)
            throw new SimulationFailure($"The file is damaged: {damage}");
        if (sql.Scalar<long>("SELECT count(*) FROM history WHERE row NOT IN (SELECT row FROM instances)") > 0)
            throw new SimulationFailure("There is history of no instance.");
        InstancePage? page = null;
        do
        {
            page = hub.List(new InstanceFilter(), page?.Next, 1000, payloads: false);
            foreach (InstanceState state in page.Instances)
                Replays(hub, state.Instance);
        }
        while (page.Next is not null);
    }

    /// <summary>What has not ended, for people.</summary>
    public static string Describe(HubReader hub) => string.Join('\n', hub.Open().Select(i
        => $"{i.Id} is {i.Status}: {string.Join(", ", hub.History(i.Row).SelectMany(turn => turn.Events))}"));

    private static void Replays(HubReader hub, InstanceRow instance)
    {
        List<HistoryEvent> events = [.. hub.History(instance.Row).SelectMany(turn => turn.Events)];
        HashSet<int> scheduled = [.. events.OfType<TaskScheduled>().Select(e => e.Id)];
        if (events.OfType<TaskCompleted>().FirstOrDefault(e => !scheduled.Contains(e.Id)) is { } unknown)
            throw new SimulationFailure($"{instance.Id} has a result of task {unknown.Id}, which it never scheduled.");
        if (events.Count(e => e is ExecutionStarted) > 1)
            throw new SimulationFailure($"{instance.Id} was started twice in one run.");
        try
        {
            HistoryReplay.Verify(HistoryExport.Export(hub, instance.Id), context => Orchestrators.Run(instance.Name, context));
        }
        catch (NonDeterminismException exception)
        {
            throw new SimulationFailure($"{instance.Id} does not replay: {exception.Message}");
        }
    }
}
