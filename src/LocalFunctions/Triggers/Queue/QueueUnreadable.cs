using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Messages that are not Base64 although host.json says so. As in the Functions host they go to the poison queue at once and unchanged: no try can succeed.</summary>
internal sealed class QueueUnreadable(QueueClient? poison, ILogger logger)
{
    public async Task OnDecodingFailedAsync(QueueMessageDecodingFailedEventArgs args)
    {
        if (args.ReceivedMessage is not { } message) return;
        var outcome = poison is null ? "stays hidden for a while" : "is moved to the poison queue";
        logger.LogWarning("Message {Message} of {Queue} is not Base64, as host.json's messageEncoding says, and {Outcome}.", message.MessageId, args.Queue.Name, outcome);
        await new QueueMessages(args.Queue, poison, TimeSpan.Zero).PoisonAsync(message, message.PopReceipt);
    }
}
