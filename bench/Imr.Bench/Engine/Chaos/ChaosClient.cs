using LocalFunctions.Simulation.Cases;

namespace Imr.Bench.Engine.Chaos;

/// <summary>What the parent wants done: the scripts of its cases. What was not acknowledged before a kill is asked again.</summary>
internal sealed class ChaosClient(ChaosCases cases)
{
    private const int MostActive = 60;
    private const int MostOpen = 300;
    private const int NewEachLife = 8;

    private readonly Lock _lock = new();
    private readonly List<(int Case, int Script, ClientScript Steps)> _active = [];
    private readonly Dictionary<ClientScript, int> _at = [];
    private readonly HashSet<ChaosRequest> _asked = [];

    /// <summary>How many cases were begun.</summary>
    public int Cases { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>How many requests a kill left without an answer.</summary>
    public int Unknown { get; private set; }

    public bool Done
    {
        get
        {
            lock (_lock)
                return _active.Count == 0;
        }
    }

    /// <summary>A new life: what was asked and not answered is to be asked again, and some cases more if the last ones are under way.</summary>
    public void NewLife(int open, bool more)
    {
        lock (_lock)
        {
            Unknown += _asked.Count;
            _asked.Clear();
            for (var i = 0; more && i < NewEachLife && _active.Count < MostActive && open < MostOpen; i++, Cases++)
                _active.AddRange(cases[Cases].Scripts.Select((s, script) => (Cases, script, s)));
        }
    }

    /// <summary>What may be asked now.</summary>
    public List<ChaosRequest> Take()
    {
        lock (_lock)
        {
            List<ChaosRequest> now = [.. _active
                .Where(a => a.Steps.After is not { } after || At(after) == after.Steps.Count)
                .Where(a => At(a.Steps) < a.Steps.Steps.Count)
                .Select(a => new ChaosRequest(a.Case, a.Script, At(a.Steps)))
                .Where(_asked.Add)];
            return now;
        }
    }

    public void Answered(ChaosRequest request)
    {
        lock (_lock)
        {
            var script = cases[request.Case].Scripts[request.Script];
            _asked.Remove(request);
            Acknowledged++;
            _at[script] = request.Step + 1;
            _active.RemoveAll(a => At(a.Steps) == a.Steps.Steps.Count);
        }
    }

    private int At(ClientScript script) => _at.GetValueOrDefault(script);
}
