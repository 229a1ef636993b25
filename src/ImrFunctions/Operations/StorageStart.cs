using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Operations;

/// <summary>
/// Creates the containers, tables and queues before the first function runs: before any service starts, since Microsoft's worker, which connects to its host
/// when it starts, was registered before this.
/// </summary>
public sealed class StorageStart(CaseStorage storage) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => storage.EnsureCreatedAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
