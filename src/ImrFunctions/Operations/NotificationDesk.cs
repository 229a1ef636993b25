using Azure;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Operations;

/// <summary>
/// Hands notifications out. The hand-off of a recipient is a create-only blob (<c>outgoing/{messageId}/{recipient}.json</c>) that the mail room takes; then a
/// create-only delivery row closes the message, so that a message that comes twice goes out once.
/// </summary>
public sealed class NotificationDesk(CaseStorage storage, TimeProvider time)
{
    public async Task DeliverAsync(Notification notification, CancellationToken cancellation)
    {
        var row = new TableEntity(notification.Review.CaseNumber.Value, RowKeys.Delivery(notification.MessageId))
        {
            ["SchemaVersion"] = 1,
            ["Kind"] = notification.Kind,
            ["HandedOffAt"] = time.GetUtcNow(),
        };
        foreach (var recipient in notification.Recipients)
        {
            var one = notification with { Recipients = [recipient] };
            await storage.Outgoing.CreateAsync($"{notification.MessageId}/{recipient}.json", ImrJson.WriteBytes(one), "application/json", cancellation);
        }

        try
        {
            await storage.Cases.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Handed off before: the message came twice.
        }
    }
}
