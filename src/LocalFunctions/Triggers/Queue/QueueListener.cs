using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Reads one queue for one function: up to a batch of messages at a time, each run on its own.</summary>
internal sealed class QueueListener(
    FunctionDescriptor function, StorageConnections connections, HostJson hostJson, LocalSettings settings, FunctionRunner runner, ILogger<QueueListener> logger) : ITriggerListener
{
    private readonly QueuePlan _plan = function.Plan<QueuePlan>();
    private readonly StorageOutage _outage = new(function.Plan<QueuePlan>().Connection, logger);

    public async Task ListenAsync(CancellationToken stop)
    {
        var service = connections.Queues(_plan.Connection);
        var queue = service.GetQueueClient(_plan.Queue);
        var messages = new QueueMessages(queue, service, hostJson);
        using var free = new SemaphoreSlim(hostJson.QueueBatchSize);
        var pause = TimeSpan.FromMilliseconds(settings.QueuePollMilliseconds);
        try
        {
            while (true)
            {
                await free.WaitAsync(stop);
                free.Release();
                var received = await ReceiveAsync(queue, free.CurrentCount, stop);
                foreach (var message in received)
                {
                    await free.WaitAsync(stop);
                    _ = ProcessAsync(messages, message, free);
                }

                if (received.Count == 0) await Task.Delay(pause, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A message that was received and not begun comes back when its time of hiding is over.
            await WaitForAllAsync(free);
        }
    }

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(QueueClient queue, int count, CancellationToken stop)
    {
        try
        {
            var messages = (await queue.ReceiveMessagesAsync(count, QueueMessages.Hidden, stop)).Value;
            _outage.Answered();
            return messages;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            _outage.Answered();
            return [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _outage.Failed(exception);
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessages messages, QueueMessage message, SemaphoreSlim free)
    {
        try
        {
            if (message.DequeueCount > hostJson.QueueMaxDequeueCount)
            {
                // It ended the process each time, so its failure was never counted.
                await messages.PoisonAsync(message, message.PopReceipt);
                return;
            }

            await using var hidden = new HiddenMessage(messages, message);
            var done = await RunAsync(message);
            var receipt = await hidden.StopAsync();
            await (done ? messages.DeleteAsync(message, receipt)
                : message.DequeueCount >= hostJson.QueueMaxDequeueCount ? messages.PoisonAsync(message, receipt)
                : messages.ReleaseAsync(message, receipt));
        }
        catch (Exception exception)
        {
            _outage.Failed(exception);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<bool> RunAsync(QueueMessage message)
    {
        try
        {
            await runner.RunAsync(function, message.Body.ToString(), QueueMessages.Metadata(message), CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            // Logged by the runner.
            return false;
        }
    }

    private async Task WaitForAllAsync(SemaphoreSlim free)
    {
        for (var i = 0; i < hostJson.QueueBatchSize; i++) await free.WaitAsync(CancellationToken.None);
    }
}
