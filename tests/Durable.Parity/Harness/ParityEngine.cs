namespace Durable.Parity.Harness;

/// <summary>One app for the whole run. Its default version is 1.5.</summary>
public sealed class ParityEngine : IAsyncLifetime
{
    private ParityHost? _host;

    public DurableTaskClient Client => _host!.Client;

    public async Task InitializeAsync() => _host = await ParityHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, StartOrchestrationOptions? options = null)
        => await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options));

    public async Task<OrchestrationMetadata> EndAsync(string id)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>Asks the client until the instance is as wished, 30 seconds at most.</summary>
    public async Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> reached)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await Client.GetInstanceAsync(id, getInputsAndOutputs: true, limit.Token) is { } state && reached(state))
                return state;
            await Task.Delay(20, limit.Token);
        }
    }

    public Task<OrchestrationMetadata> StatusAsync(string id, string status)
        => UntilAsync(id, m => m.SerializedCustomStatus is not null && m.ReadCustomStatusAs<string>() == status);
}

[CollectionDefinition(Name)]
public sealed class ParityRun : ICollectionFixture<ParityEngine>
{
    public const string Name = "parity";
}
