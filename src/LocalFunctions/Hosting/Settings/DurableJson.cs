using System.Text.RegularExpressions;
using LocalFunctions.Durable.Engine;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>What the local host reads of host.json's <c>extensions.durableTask</c>, with the extension's defaults.</summary>
internal sealed partial record DurableJson
{
    private const string DefaultHub = "TestHubName";

    /// <summary>The task hub: 3 to 45 letters and digits, beginning with a letter; may be <c>%Setting%</c>. It names the hub's file.</summary>
    public string HubName { get; init; } = DefaultHub;

    /// <summary>The version of orchestrations that are started without one; null: unversioned.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How many activities run at a time; null: the engine's default, 10 a processor.</summary>
    public int? MaxConcurrentActivities { get; init; }

    /// <summary>How many turns may be under way at a time; null: the engine's default.</summary>
    public int? MaxConcurrentOrchestrators { get; init; }

    /// <summary>Whether orchestrations keep their state between turns instead of replaying.</summary>
    public bool ExtendedSessions { get; init; }

    /// <summary>Whether an event for a missing or ended instance throws at the client.</summary>
    public bool ThrowOnRaiseToMissing { get; init; }

    /// <exception cref="StartRefusedException">A value is not valid.</exception>
    public static DurableJson Read(JsonPath durable) => new()
    {
        HubName = durable.Text("hubName") ?? DefaultHub,
        DefaultVersion = durable.Text("defaultVersion"),
        MaxConcurrentActivities = Limit(durable, "maxConcurrentActivityFunctions"),
        MaxConcurrentOrchestrators = Limit(durable, "maxConcurrentOrchestratorFunctions"),
        ExtendedSessions = durable.Flag("extendedSessionsEnabled") ?? false,
        ThrowOnRaiseToMissing = durable.Flag("throwStatusExceptionsOnRaiseEvent") ?? false,
    };

    /// <summary>Replaces a hub name that stands whole in percent signs by its setting, as the extension does.</summary>
    /// <exception cref="StartRefusedException">There is no such setting, or the name is not valid.</exception>
    public DurableJson Resolve(IConfiguration configuration)
    {
        string hub = HubName;
        if (hub is ['%', .. { Length: > 0 } setting, '%'])
            hub = configuration[setting] ?? throw new StartRefusedException($"host.json has extensions.durableTask.hubName {hub}, and the setting {setting} is not set: set it.");
        return HubNames().IsMatch(hub)
            ? this with { HubName = hub }
            : throw new StartRefusedException($"host.json has extensions.durableTask.hubName {hub}: it must be 3 to 45 letters and digits and begin with a letter.");
    }

    public void Apply(DurableEngineOptions engine)
    {
        engine.HubName = HubName;
        engine.DefaultVersion = DefaultVersion ?? "";
        engine.MaxConcurrentActivities = MaxConcurrentActivities ?? engine.MaxConcurrentActivities;
        engine.MaxConcurrentOrchestrations = MaxConcurrentOrchestrators ?? engine.MaxConcurrentOrchestrations;
        engine.KeepsOrchestrations = ExtendedSessions;
        engine.ThrowOnRaiseToMissing = ThrowOnRaiseToMissing;
    }

    private static int? Limit(JsonPath durable, string name)
        => durable.Number(name) is { } value ? HostJson.InRange($"durableTask.{name}", value, 1, 10_000) : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HubNames();
}
