using static LocalFunctions.Simulation.Cases.Requests;

namespace LocalFunctions.Simulation.Cases;

/// <summary>Makes cases, one after another: the same ones from the same seed.</summary>
/// <param name="chance">What decides of which kind they are.</param>
/// <param name="now">The present time, from which on some may start.</param>
/// <param name="minuteMs">How long a minute of the cases is, in milliseconds.</param>
internal sealed class CaseFactory(Random chance, DateTimeOffset now, int minuteMs = CaseInput.RealMinute)
{
    private int _made;

    /// <summary>A case of any kind.</summary>
    public SimulatedCase Next()
    {
        string id = $"c{++_made}";
        CaseInput input = new($"{id}/g1", chance.Next(2, 6), MinuteMs: minuteMs);
        return chance.Next(14) switch
        {
            0 => Plain(nameof(Orchestrators.Sequence), id, input, f => f.Effects(id, Numbered(input))),
            1 => Plain(nameof(Orchestrators.FanOut), id, input, f => f.Effects(id, Numbered(input))),
            2 => Plain(nameof(Orchestrators.Race), id, input, f => f.Answer(id, $"{input.Key}/end"), Raise(id, "answer", "yes")),
            3 => Plain(nameof(Orchestrators.Fifo), id, input, f => f.Numbers(id, input.Count), Items(id, input.Count)),
            4 => Tree(id, input with { Count = 2, Depth = chance.Next(1, 3) }),
            5 or 6 => Plain(nameof(Orchestrators.Eternal), id, input, f => f.SameNumbers(id, input.Count), Items(id, input.Count)),
            7 => Plain(nameof(Orchestrators.Retrying), id, input, f => f.Effects(id, $"{input.Key}/policy", $"{input.Key}/handler", $"{input.Key}/compensation")),
            8 => Terminated(id, input with { Count = 2, Depth = chance.Next(1, 3) }),
            9 => Mail(id, input),
            10 => Replaced(id, input),
            11 => Patient(id, input),
            12 => Plain(nameof(Orchestrators.FlakyParent), id, input, f => f.Effects(id, $"{input.Key}/child")),
            _ => Purged(id, input),
        };
    }

    private static string[] Numbered(CaseInput input) => [.. Enumerable.Range(0, input.Count).Select(i => $"{input.Key}/{i}")];

    /// <summary>Started once, then events one after another; perhaps halted for a while, perhaps waited for.</summary>
    private SimulatedCase Plain(string name, string id, CaseInput input, Action<Checks.Findings> check, params ClientStep[] events)
    {
        ClientScript start = new(id, null, Start(id, name, input));
        List<ClientScript> scripts = [start, new ClientScript($"{id} events", start, events)];
        Steer(scripts, id, start);
        if (chance.Next(3) == 0)
            scripts.Add(new ClientScript($"{id} waiting", start, UntilStarted(id), UntilEnded(id)));
        return new SimulatedCase(id, scripts, check);
    }

    private void Steer(List<ClientScript> scripts, string id, ClientScript after)
    {
        if (chance.Next(3) == 0)
            scripts.Add(new ClientScript($"{id} steering", after, Suspend(id), Resume(id)));
    }

    private SimulatedCase Tree(string id, CaseInput input)
    {
        return Plain(nameof(Orchestrators.Tree), id, input, f => f.Effects(id, Keys(input.Key, input.Depth)));

        static string[] Keys(string key, int depth) => depth == 0 ? [key] : [.. Keys($"{key}.0", depth - 1), .. Keys($"{key}.1", depth - 1), key];
    }

    private static SimulatedCase Terminated(string id, CaseInput input)
        => new(id, [new ClientScript(id, null, Start(id, nameof(Orchestrators.Stuck), input), Terminate(id))], f => f.Terminated(id, "stop"), MayEndEarly: true);

    private SimulatedCase Mail(string id, CaseInput input)
    {
        string peer = $"{id}-peer";
        ClientScript script = new(id, null, Start(peer, nameof(Orchestrators.Receiver), input with { Key = $"{peer}/g1" }), Start(id, nameof(Orchestrators.Sender), input with { Peer = peer }));
        List<ClientScript> scripts = [script];
        Steer(scripts, peer, script);
        Steer(scripts, id, script);
        return new SimulatedCase(id, scripts, f =>
        {
            f.Numbers(peer, input.Count);
            f.Effects(id, [.. Enumerable.Range(1, input.Count).Where(i => i % 2 == 0).Select(i => $"{input.Key}/{i}")]);
        });
    }

    private static SimulatedCase Replaced(string id, CaseInput input)
    {
        CaseInput next = input with { Key = $"{id}/g2" };
        ClientScript script = new(id, null, Replace(id, nameof(Orchestrators.Tree), input with { Count = 2, Depth = 1 }), Replace(id, nameof(Orchestrators.Sequence), next));
        return new SimulatedCase(id, [script], f => f.Effects(id, Numbered(next)), MayEndEarly: true);
    }

    private SimulatedCase Patient(string id, CaseInput input)
    {
        DateTimeOffset at = now + input.Minutes(chance.Next(1, 600));
        ClientScript script = new(id, null, Start(id, nameof(Orchestrators.Patient), input with { NotBefore = at.UtcTicks }, at), Raise(id, "answer", "yes"));
        List<ClientScript> scripts = [script];
        Steer(scripts, id, script);
        return new SimulatedCase(id, scripts, f => f.Answer(id, $"{input.Key}/end"));
    }

    private static SimulatedCase Purged(string id, CaseInput input)
    {
        CaseInput next = input with { Key = $"{id}/g2" };
        ClientScript script = new(
            id, null, Start(id, nameof(Orchestrators.FanOut), input), UntilEnded(id), Purge(id), Start(id, nameof(Orchestrators.Sequence), next), UntilEnded(id));
        return new SimulatedCase(id, [script], f => f.Effects(id, Numbered(next)));
    }
}
