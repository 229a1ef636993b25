using Durable.Parity.Harness;

namespace Durable.Parity;

/// <param name="Key">Under which the attempts are counted.</param>
/// <param name="Failures">How many attempts fail.</param>
public sealed record FailurePlan(string Key, int Failures);

public static class CommonActivities
{
    [Function(nameof(Echo))]
    public static string Echo([ActivityTrigger] string text) => text;

    [Function(nameof(Shout))]
    public static string Shout([ActivityTrigger] string text) => text + "!";

    [Function(nameof(Twice))]
    public static int Twice([ActivityTrigger] int number) => number * 2;

    [Function(nameof(FailsAtFirst))]
    public static int FailsAtFirst([ActivityTrigger] FailurePlan plan)
    {
        int attempt = Observed.Add(plan.Key, "attempt");
        return attempt <= plan.Failures ? throw new TimeoutException($"attempt {attempt}") : attempt;
    }
}

public static class CommonOrchestrators
{
    [Function(nameof(ReturnsInput))]
    public static Task<string?> ReturnsInput([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.GetInput<string>());

    [Function(nameof(ReturnsVersion))]
    public static Task<string> ReturnsVersion([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.Version);

    [Function(nameof(WaitsForGo))]
    public static async Task<string> WaitsForGo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("ready");
        string go = await context.WaitForExternalEvent<string>("go");
        context.SetCustomStatus("gone");
        return $"{context.GetInput<string>()}{go}";
    }

    [Function(nameof(Throws))]
    public static Task<string> Throws([OrchestrationTrigger] TaskOrchestrationContext context)
        => throw new ParityException("from the orchestrator", new FormatException("behind it"));
}

/// <summary>An exception of the app, not of the base library.</summary>
public sealed class ParityException : InvalidOperationException
{
    public ParityException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
