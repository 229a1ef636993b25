using System.Text;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;
using ImrFunctions.Review;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Correspondence;

/// <summary>
/// Makes a message's items, one for each recipient: the body first (create-only, so that what a first try wrote is what counts), then all rows in one
/// transaction. The portal has its items at once; the others wait for their senders.
/// </summary>
public sealed class CorrespondenceDesk(
    CaseStorage storage, CaseRegister register, StepContext step, CorrespondenceStore store, CaseIndex index, OutboxSignal signal, DocumentStore documents, TimeProvider time, IOptions<ReviewOptions> review,
    IOptions<CorrespondenceOptions> options)
{
    public async Task DeliverAsync(Notification notification, CancellationToken cancellation)
    {
        var record = await register.TryGetAsync(notification.Review.CaseNumber, cancellation);
        // A standard application can have become expedited.
        var application = record?.ApplicationHash is { } hash ? (await step.ApplicationAsync(notification.Review.CaseNumber, hash, cancellation)) with { Priority = record.Priority } : null;
        var now = time.GetUtcNow();
        var requestedOn = notification.Kind == "Noarfi" ? application?.DisputedItems.Max(i => i.RfaDate) ?? await documents.RequestedOnAsync(notification.Review, cancellation) : null;
        var items = new List<OutgoingItem>();
        foreach (var recipient in notification.Recipients)
            items.Add(Item(notification, recipient, await BodyAsync(notification, recipient, record, application, requestedOn, now, cancellation), record, now));
        // Without an accepted application nobody can be reached, and there is nothing that staff could correct in it.
        List<TableEntity> notices = application is null ? [] : [.. items.Where(i => i.State == OutgoingState.Returned).Select(i => ReturnedNotice(i, application.Priority, now))];
        if (notices.Count > 0 && record is not null)
            await index.WatchClosedAsync(record, cancellation);
        if (await store.CreateAsync(notification, now, items, notices, cancellation) && notices.Count > 0)
            await signal.SendAsync(notification.Review.CaseNumber, cancellation);
    }

    /// <summary>The outbox row that tells staff of an item that came back.</summary>
    internal static TableEntity ReturnedNotice(OutgoingItem item, Priority priority, DateTimeOffset at)
    {
        var cause = new StaffNoticeCause(StaffNoticeKind.ReturnedMail, item.ItemId, priority, null);
        return Outbox.ToRow(item.Review, $"{item.ItemId}-s{item.Service.Number}", 0, new OutgoingMessage(StaffNoticeCause.MessageKind, [], cause.ToString()), at);
    }

    /// <summary>The portal shows an item as soon as its row stands: that is its service.</summary>
    internal static OutgoingItem Place(OutgoingItem item, DateTimeOffset at)
        => item.HandOff(new HandOff(at, "portal")).Serve(new ServiceProof(StaffNotice.System, at, ServiceMethod.Electronic, PacificTime.LegalDay(at), null, null));

    private static OutgoingItem Item(Notification notification, string recipient, OutgoingBody body, CaseRecord? record, DateTimeOffset now)
    {
        var item = new OutgoingItem(
            OutgoingItem.CurrentSchemaVersion,
            CorrespondenceStore.ItemId(notification, recipient),
            notification.Review,
            notification.MessageId,
            notification.Kind,
            recipient,
            // The same in every try: the body is the first try's.
            notification.At ?? PacificTime.StartOfDay(body.Notice.Day),
            OutgoingState.Waiting,
            Documents(body, record),
            [new ItemService(1, body.Channel, BodyName(notification, recipient), new ServiceOrder(StaffNotice.System, now, null), null, null, null)]);
        if (body.Channel == DeliveryChannel.Portal)
            return Place(item, now);
        return body.To.Reaches(body.Channel)
            ? item
            : item with { State = OutgoingState.Returned, Services = [item.Service with { Returned = new ServiceReturn(StaffNotice.System, now, ReturnReason.NoAddress, null) }] };
    }

    private static string BodyName(Notification notification, string recipient) => $"{notification.MessageId}/{recipient}.json";

    private static List<OutgoingDocument> Documents(OutgoingBody body, CaseRecord? record)
    {
        List<OutgoingDocument> documents = [new(OutgoingDocuments.Notice, ContentHash.Of(Encoding.UTF8.GetBytes(NoticeHtml.Render(body.Notice))))];
        if (body.Notice.Letter is { } letter && FindLetter(record, letter) is { } issued)
            documents.Add(new OutgoingDocument(letter, issued.LetterHash));
        return documents;
    }

    /// <param name="place">Such as <c>r1/v1</c>.</param>
    private static IssuedLetter? FindLetter(CaseRecord? record, string? place)
        => record?.Letters.FirstOrDefault(l => place == $"r{l.Round}/v{l.Version}");

    private async Task<OutgoingBody> BodyAsync(
        Notification notification, string recipient, CaseRecord? record, ImrApplication? application, DateOnly? requestedOn, DateTimeOffset now, CancellationToken cancellation)
    {
        var to = PartyContacts.Of(application, recipient);
        var channel = ChannelRules.Default.Choose(recipient, to, application?.Priority ?? Priority.Standard, review.Value.ElectronicNotices);
        var due = record?.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == notification.Reference || (d.MetAt is null && IsDueOf(notification.Kind, d.Deadline.RuleId)))?.Deadline.DueOn;
        var appeal = record?.Deadlines.FirstOrDefault(d => d.Deadline.RuleId == AppealOf(notification.Kind))?.Deadline;
        var letter = FindLetter(record, notification.Reference) is null ? null : notification.Reference;
        var model = NoticeBuilder.Build(new NoticeFacts(
            notification.Review, notification.Kind, recipient, PacificTime.LegalDay(notification.At ?? now), application, record?.ReceivedOn, due, appeal?.DueOn, appeal?.Citation, letter)
        {
            Sender = Sender(options.Value),
            RequestedOn = requestedOn,
        });
        var body = new OutgoingBody(
            OutgoingBody.CurrentSchemaVersion, notification.MessageId, notification.Review, notification.Kind, [recipient], notification.Reference, channel, to, model);
        var name = BodyName(notification, recipient);
        return await storage.Outgoing.TryCreateAsync(name, ImrJson.WriteBytes(body), "application/json", cancellation)
            ? body
            : await storage.Outgoing.ReadJsonAsync<OutgoingBody>(name, cancellation);
    }

    private static NoticeSender Sender(CorrespondenceOptions options)
        => new(
            options.SenderName,
            options.SenderAddress?.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);

    /// <summary>The limit of messages that name something else, such as a fact.</summary>
    private static bool IsDueOf(string kind, string ruleId) => (kind == "InformationRequest" && ruleId is (DeadlineIds.MoreInformation or DeadlineIds.MoreInformationExpedited))
        || (kind == "EligibilityInformationRequest" && ruleId == DeadlineIds.EligibilityInformation);

    private static string? AppealOf(string kind)
        => kind switch
        {
            "FinalDetermination" or "CorrectedDetermination" or "Amended" => DeadlineIds.Appeal,
            "Ineligible" or "PartiallyIneligible" => DeadlineIds.AppealOfIneligibility,
            _ => null,
        };
}
