using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Reads one queue for one function: batches of messages, each message run on its own.</summary>
internal sealed class QueueListener : ITriggerListener
{
    private readonly FunctionDescriptor _function;
    private readonly QueuesJson _limits;
    private readonly FunctionRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageObserver _storage;
    private readonly QueueClient _queue;
    private readonly QueueMessages _messages;
    private readonly QueuePollDelay _delay;

    public QueueListener(
        FunctionDescriptor function, StorageOutages outages, StorageConnections connections, HostJson hostJson, LocalSettings settings, FunctionRunner runner, TimeProvider time,
        ILogger<QueueListener> logger)
    {
        (_function, _limits, _runner, _time, _logger) = (function, hostJson.Queues, runner, time, logger);
        var plan = function.Plan<QueuePlan>();
        _storage = outages.Observe(plan.Connection);
        var poison = QueueMessages.PoisonOf(plan.Queue);
        var encoding = _limits.Base64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None;
        // A message that is not Base64 goes to the poison queue as it is.
        var unreadable = new QueueUnreadable(Poison(QueueMessageEncoding.None), logger);
        _queue = connections.Queues(plan.Connection, encoding, options => options.MessageDecodingFailed += unreadable.OnDecodingFailedAsync).GetQueueClient(plan.Queue);
        _messages = new QueueMessages(_queue, Poison(encoding), _limits.VisibilityTimeout);
        var poll = TimeSpan.FromMilliseconds(settings.QueuePollMilliseconds);
        _delay = new QueuePollDelay(poll < _limits.MaxPollingInterval ? poll : _limits.MaxPollingInterval, Random.Shared.NextDouble);

        QueueClient? Poison(QueueMessageEncoding e) => poison is null ? null : connections.Queues(plan.Connection, e).GetQueueClient(poison);
    }

    public async Task ListenAsync(CancellationToken stop)
    {
        var all = _limits.BatchSize + _limits.NewBatchThreshold;
        using var free = new SemaphoreSlim(all);
        try
        {
            while (true)
            {
                // Places for a whole batch are free when no more than the threshold are taken. Nobody else takes any.
                await TakeAsync(free, _limits.BatchSize, stop);
                var received = await ReceiveAsync(stop);
                if (received.Count < _limits.BatchSize) free.Release(_limits.BatchSize - received.Count);
                foreach (var message in received) _ = ProcessAsync(message, free);
                if (received.Count > 0) _delay.Found();
                else await Task.Delay(_delay.Next(), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await TakeAsync(free, all, CancellationToken.None);
        }
    }

    private static async Task TakeAsync(SemaphoreSlim free, int count, CancellationToken stop)
    {
        for (var taken = 0; taken < count; taken++)
        {
            try
            {
                await free.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                if (taken > 0) free.Release(taken);
                throw;
            }
        }
    }

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken stop)
    {
        try
        {
            // Not cancelled half way: received messages that nobody reads would stay hidden for their time.
            stop.ThrowIfCancellationRequested();
            var messages = (await _queue.ReceiveMessagesAsync(_limits.BatchSize, QueueMessages.Hidden, CancellationToken.None)).Value;
            _storage.Answered();
            return messages;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode is "QueueNotFound" or "QueueBeingDeleted")
        {
            _storage.Answered();
            return [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _storage.Failed(exception);
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage message, SemaphoreSlim free)
    {
        try
        {
            if (message.DequeueCount > _limits.MaxDequeueCount)
            {
                // It ended the process each time, so its failure was never counted.
                await PoisonAsync(message, message.PopReceipt);
                return;
            }

            await using var hidden = new HiddenMessage(_messages, message, _time);
            var done = await RunAsync(message);
            var receipt = await hidden.StopAsync();
            await (done ? _messages.DeleteAsync(message, receipt)
                : message.DequeueCount >= _limits.MaxDequeueCount ? PoisonAsync(message, receipt)
                : _messages.ReleaseAsync(message, receipt));
        }
        catch (Exception exception)
        {
            // It comes back when its time of hiding is over. An outage is told by the next look.
            _logger.LogDebug("Message {Message} of {Function} could not be settled ({Code}).", message.MessageId, _function.Name, StorageOutage.CodeOf(exception));
        }
        finally
        {
            free.Release();
        }
    }

    private async Task PoisonAsync(QueueMessage message, string receipt)
    {
        await _messages.PoisonAsync(message, receipt);
        if (_messages.HasPoison)
            _logger.LogWarning("Message {Message} failed {Tries} times in {Function} and is moved to the poison queue of {Queue}.", message.MessageId, message.DequeueCount, _function.Name, _queue.Name);
        else if (message.DequeueCount <= _limits.MaxDequeueCount)
            _logger.LogWarning("Message {Message} failed {Tries} times in {Function} and is not tried again; {Queue} has no poison queue, so it stays there until it expires.", message.MessageId, message.DequeueCount, _function.Name, _queue.Name);
    }

    private async Task<bool> RunAsync(QueueMessage message)
    {
        try
        {
            await _runner.RunAsync(_function, message.Body.ToString(), QueueMessages.Metadata(message), CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            // Logged by the runner.
            return false;
        }
    }
}
