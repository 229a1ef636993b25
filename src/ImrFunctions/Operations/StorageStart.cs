using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Operations;

/// <summary>
/// Creates the containers, tables and queues and reads the calendar before the first function runs: before any service starts, since Microsoft's worker, which connects to its host
/// when it starts, was registered before this.
/// </summary>
public sealed class StorageStart(CaseStorage storage, Calendar.Calendars calendars) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        await calendars.RefreshAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
