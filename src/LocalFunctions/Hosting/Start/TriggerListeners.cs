using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Hosting;

/// <summary>Watches for one trigger until told to stop. It ends without an exception.</summary>
internal interface ITriggerListener
{
    Task ListenAsync(CancellationToken stop);
}

/// <summary>Starts the listeners of all blob, queue and timer functions, and stops them before anything else stops.</summary>
internal sealed class TriggerListeners(FunctionCatalog functions, IServiceProvider services) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var listeners = functions.Of<TimerTrigger>().Select(ITriggerListener (f) => ActivatorUtilities.CreateInstance<TimerListener>(services, f))
            .Concat(functions.Of<QueueTrigger>().Select(ITriggerListener (f) => ActivatorUtilities.CreateInstance<QueueListener>(services, f)))
            .Concat(BlobListener.For(functions.Of<BlobTrigger>(), services));
        _listening = Task.WhenAll(listeners.Select(l => Task.Run(() => l.ListenAsync(_stop.Token), CancellationToken.None)).ToList());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _listening;
    }

    public void Dispose() => _stop.Dispose();
}
