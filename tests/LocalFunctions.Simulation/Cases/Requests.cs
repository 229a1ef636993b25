namespace LocalFunctions.Simulation.Cases;

/// <summary>The requests of clients.</summary>
internal static class Requests
{
    /// <summary>Starts an instance unless its id was ever used.</summary>
    public static ClientStep Start(string id, string name, CaseInput input, DateTimeOffset? at = null)
        => new($"start {name}", client => client.ScheduleNewOrchestrationInstanceAsync(
            name, input, new StartOrchestrationOptions(id, at).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses])));

    /// <summary>Starts an instance in place of what has its id.</summary>
    public static ClientStep Replace(string id, string name, CaseInput input)
        => new($"replace by {name}", client => client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id)));

    public static ClientStep Raise(string id, string name, object payload) => new($"raise {name} {payload}", client => client.RaiseEventAsync(id, name, payload));

    /// <summary>Events with the numbers 1 to <paramref name="count"/>.</summary>
    public static ClientStep[] Items(string id, int count) => [.. Enumerable.Range(1, count).Select(i => Raise(id, "item", i))];

    public static ClientStep Suspend(string id) => new("suspend", client => client.SuspendInstanceAsync(id));

    public static ClientStep Resume(string id) => new("resume", client => client.ResumeInstanceAsync(id));

    public static ClientStep Terminate(string id) => new("terminate", client => client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", Recursive: true)));

    public static ClientStep Purge(string id) => new("purge", client => client.PurgeInstanceAsync(id));

    public static ClientStep UntilStarted(string id) => new("until started", client => client.WaitForInstanceStartAsync(id));

    public static ClientStep UntilEnded(string id) => new("until ended", client => client.WaitForInstanceCompletionAsync(id));
}
