using LocalFunctions.Simulation.Checks;

namespace LocalFunctions.Simulation.Cases;

/// <summary>Some instances, what clients ask of them, and what must have come of it.</summary>
/// <param name="Id">The main instance.</param>
/// <param name="Scripts">What clients ask.</param>
/// <param name="Check">What must hold in the end.</param>
/// <param name="MayEndEarly">Whether an activity may outlive its instance: it was terminated or replaced.</param>
internal sealed record SimulatedCase(string Id, IReadOnlyList<ClientScript> Scripts, Action<Findings> Check, bool MayEndEarly = false);
