using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Operations;

/// <summary>Moves messages from the outbox to the parties.</summary>
public sealed class RelayFunctions(Outbox outbox, NotificationDesk desk)
{
    /// <summary>Sends a case's unsent messages. The message is the case number.</summary>
    [Function(nameof(RelayOutbox))]
    public async Task RelayOutbox([QueueTrigger("%Storage:RelayQueue%", Connection = "CaseFiles")] string caseNumber, CancellationToken cancellation)
        => await outbox.RelayAsync(CaseNumber.Parse(caseNumber), cancellation);

    /// <summary>Hands a message out, once for each recipient.</summary>
    [Function(nameof(DeliverNotification))]
    public Task DeliverNotification([QueueTrigger("%Storage:NotificationsQueue%", Connection = "CaseFiles")] string message, CancellationToken cancellation)
        => desk.DeliverAsync(ImrJson.Read<Notification>(message), cancellation);
}
