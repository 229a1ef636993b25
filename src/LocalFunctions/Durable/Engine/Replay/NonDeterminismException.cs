namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>The orchestrator's code does not repeat what its history records. The message names the recorded event.</summary>
internal sealed class NonDeterminismException(string recorded, string found)
    : Exception($"Non-deterministic orchestration: history records {recorded}, but the code {found}. The orchestrator has changed since this instance ran, or it is not deterministic.")
{
    /// <summary>The event of history that the code does not repeat.</summary>
    public string RecordedEvent { get; } = recorded;
}
