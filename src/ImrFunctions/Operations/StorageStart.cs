using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Operations;

/// <summary>Creates the containers, tables and queues before the first function runs.</summary>
public sealed class StorageStart(CaseStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.EnsureCreatedAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
