using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Imr.Testing;

namespace LocalFunctions.Tests.Triggers;

/// <summary>An account of its own for one test class, in the process's one Azurite.</summary>
public sealed class TriggersAzurite : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = "";

    public BlobServiceClient Blobs => new(ConnectionString);

    public QueueServiceClient Queues => new(ConnectionString);

    public async Task InitializeAsync() => ConnectionString = await AzuriteForTests.AccountAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
