using Microsoft.Extensions.Logging;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>What a run needs from its surroundings.</summary>
/// <param name="Options">Limits, the longest timer, the default version.</param>
/// <param name="Converter">Turns values into text and back.</param>
/// <param name="Loggers">For replay-safe loggers.</param>
/// <param name="Start">Starts the orchestrator function of a name.</param>
internal sealed record RunSettings(
    DurableEngineOptions Options,
    DataConverter Converter,
    ILoggerFactory Loggers,
    Func<string, TaskOrchestrationContext, Task<object?>> Start);
