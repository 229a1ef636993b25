using LocalFunctions.Durable.Core.Exceptions;
using LocalFunctions.Simulation.Machine;

namespace LocalFunctions.Simulation.Cases;

/// <summary>One request of a client.</summary>
internal sealed record ClientStep(string Name, Func<DurableTaskClient, Task> Run);

/// <summary>
/// Requests that a client makes one after another. It does one again until it knows that it is done: after a crash it can't know, so it asks again, as the
/// app does from its facts.
/// </summary>
internal sealed class ClientScript(string name, ClientScript? after, params IReadOnlyList<ClientStep> steps)
{
    private EngineLife? _asked;
    private int _at;

    public IReadOnlyList<ClientStep> Steps => steps;

    public ClientScript? After => after;

    /// <summary>What the script is about to ask, or has asked.</summary>
    public string Name => $"{name}: {(Done ? "done" : steps[_at].Name)}";

    public bool Done => _at == steps.Count;

    /// <summary>Whether a step may be asked of this life now.</summary>
    public bool Ready(EngineLife life) => !Done && _asked != life && after is not { Done: false };

    public async Task AskAsync(EngineLife life)
    {
        _asked = life;
        try
        {
            await steps[_at].Run(life.Client);
            _at++;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            _at++; // it was committed before a crash
        }
        catch (Exception exception) when (exception is ObjectDisposedException || SimulatedFaults.Made(exception))
        {
            // It is not known to be done: ask again.
        }

        _asked = null;
    }
}
