using Imr.Core.Correspondence;
using ImrFunctions.Cases.Register;
using ImrFunctions.Correspondence;

namespace ImrFunctions.Operations;

/// <summary>
/// Hands notifications out: to parties as outgoing items, to staff as notices. A create-only delivery row, written with what it led to, closes the message, so
/// that a message that comes twice goes out once.
/// </summary>
public sealed class NotificationDesk(CorrespondenceDesk correspondence, StaffNoticeDesk notices)
{
    public Task DeliverAsync(Notification notification, CancellationToken cancellation)
        => notification.Kind == StaffNoticeCause.MessageKind ? notices.DeliverAsync(notification, cancellation) : correspondence.DeliverAsync(notification, cancellation);
}
