using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Watches for one trigger until told to stop. It ends without an exception.</summary>
internal interface ITriggerListener
{
    Task ListenAsync(CancellationToken stop);
}

/// <summary>Starts the listeners of all blob, queue and timer functions. A stop first keeps them from starting more, then waits for what they run.</summary>
internal sealed class TriggerListeners(FunctionCatalog functions, IServiceProvider services, ILogger<TriggerListeners> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private int _disposed;
    private IReadOnlyList<Task> _each = [];
    private Task _listening = Task.CompletedTask;

    /// <summary>Whether no listener has ended by an error.</summary>
    public bool AreAlive => !_stop.IsCancellationRequested && _each.All(l => !l.IsFaulted);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var outages = ActivatorUtilities.CreateInstance<StorageOutages>(services);
        var listeners = functions.Of<TimerTrigger>().Select(ITriggerListener (f) => ActivatorUtilities.CreateInstance<TimerListener>(services, f, outages))
            .Concat(functions.Of<QueueTrigger>().Select(ITriggerListener (f) => ActivatorUtilities.CreateInstance<QueueListener>(services, f, outages)))
            .Concat(BlobListener.For([.. functions.Of<BlobTrigger>()], outages, services));
        _each = [.. listeners.Select(l => Task.Run(() => l.ListenAsync(_stop.Token), CancellationToken.None))];
        _listening = Task.WhenAll(_each);
        return Task.CompletedTask;
    }

    /// <summary>From here on no listener starts a function.</summary>
    public void StopListening() => _stop.Cancel();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        StopListening();
        try
        {
            // By now the running functions have been told to end; one that does not listen must not hold up the stop.
            await _listening.WaitAsync(LastWait, cancellationToken);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("Stopping although a function still runs that ignores its cancellation token.");
        }
    }

    /// <summary>The container disposes it twice: as itself and as a hosted service.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        StopListening();
        _stop.Dispose();
    }
}
