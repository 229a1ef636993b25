namespace LocalFunctions.Simulation;

/// <summary>A schedule broke a promise of the engine.</summary>
internal sealed class SimulationFailure(string message) : Exception(message);
