using Azure.Storage.Queues.Models;

namespace LocalFunctions.Hosting;

/// <summary>Keeps a message hidden while its function runs, by renewing before its time is over.</summary>
internal sealed class HiddenMessage : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private string _receipt;

    public HiddenMessage(QueueMessages messages, QueueMessage message, TimeProvider time)
    {
        _receipt = message.PopReceipt;
        _renewing = RenewAsync(messages, message, time);
    }

    /// <summary>Stops renewing.</summary>
    /// <returns>The receipt that is valid now.</returns>
    public async Task<string> StopAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        return _receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RenewAsync(QueueMessages messages, QueueMessage message, TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(QueueMessages.Hidden / 3, time, _stop.Token);
                // Not cancelled half way: the receipt that the service answers is the only valid one.
                if (await messages.TryRenewAsync(message, _receipt) is not { } receipt) return;
                _receipt = receipt;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
