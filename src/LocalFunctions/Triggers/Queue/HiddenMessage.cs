using Azure;
using Azure.Storage.Queues.Models;

namespace LocalFunctions.Hosting;

/// <summary>Keeps a message hidden while its function runs, by renewing before its time is over.</summary>
internal sealed class HiddenMessage : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private string _receipt;

    public HiddenMessage(QueueMessages messages, QueueMessage message)
    {
        _receipt = message.PopReceipt;
        _renewing = RenewAsync(messages, message);
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

    private async Task RenewAsync(QueueMessages messages, QueueMessage message)
    {
        try
        {
            while (true)
            {
                await Task.Delay(QueueMessages.Hidden / 3, _stop.Token);
                // Not cancelled half way: the receipt that the service answers is the only valid one.
                _receipt = await messages.RenewAsync(message, _receipt, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or RequestFailedException)
        {
            // Stopped, or lost: then the message comes back and runs again.
        }
    }
}
