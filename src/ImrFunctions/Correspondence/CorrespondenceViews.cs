using Imr.Core.Cases;
using Imr.Core.Correspondence;

namespace ImrFunctions.Correspondence;

/// <summary>What went out of a case, as staff sees it: no address.</summary>
public sealed record CorrespondenceView(CaseNumber CaseNumber, IReadOnlyList<OutgoingItemView> Items);

/// <param name="ServedOn">The Pacific day of service; null while it is not declared, or came back.</param>
/// <param name="Possible">What staff may record now.</param>
public sealed record OutgoingItemView(
    string ItemId,
    int Round,
    string Kind,
    string Recipient,
    DeliveryChannel Channel,
    OutgoingState State,
    DateTimeOffset CreatedAt,
    DateOnly? ServedOn,
    IReadOnlyList<OutgoingDocument> Documents,
    IReadOnlyList<ItemServiceView> Services,
    IReadOnlyList<string> Possible)
{
    public static OutgoingItemView Of(OutgoingItem item)
        => new(
            item.ItemId, item.Review.Round, item.Kind, item.Recipient, item.Service.Channel, item.State, item.CreatedAt, item.ServedOn, item.Documents,
            [.. item.Services.Select(ItemServiceView.Of)], PossibleFor(item.State));

    /// <summary>The last segment of the address that records it.</summary>
    public static IReadOnlyList<string> PossibleFor(OutgoingState state)
        => [.. OutgoingTransitions.Possible(state).Where(a => a != OutgoingAction.HandOff).Select(NameOf)];

    public static string NameOf(OutgoingAction action)
        => action switch { OutgoingAction.Serve => "served", OutgoingAction.Return => "returned", OutgoingAction.Reserve => "reserve", _ => "handOff" };
}

/// <param name="HandOff">The mail batch's id or the hand-off's place.</param>
public sealed record ItemServiceView(
    int Number, DeliveryChannel Channel, string OrderedBy, DateTimeOffset OrderedAt, DateTimeOffset? HandedOffAt, string? HandOff, ServiceProofView? Proof, ReturnView? Returned)
{
    public static ItemServiceView Of(ItemService service)
        => new(
            service.Number, service.Channel, service.Order.By, service.Order.At, service.HandOff?.At, service.HandOff?.Reference,
            service.Proof is { } p ? new ServiceProofView(p.ServedOn, p.Method, p.TrackingId, p.DeclaredBy, p.DeclaredAt) : null,
            service.Returned is { } r ? new ReturnView(r.Reason, r.RecordedBy, r.RecordedAt) : null);
}

public sealed record ServiceProofView(DateOnly ServedOn, ServiceMethod Method, string? TrackingId, string DeclaredBy, DateTimeOffset DeclaredAt);

public sealed record ReturnView(ReturnReason Reason, string RecordedBy, DateTimeOffset RecordedAt);

/// <summary>A page of items over all cases.</summary>
public sealed record CorrespondenceListView(IReadOnlyList<ListedItem> Items, string? Continuation);

/// <param name="BatchId">Null when nothing waited.</param>
public sealed record MailBatchView(string? BatchId, int Items);

/// <summary>The caller's open notices, oldest first.</summary>
public sealed record NoticesView(IReadOnlyList<ListedNotice> Notices, string? Continuation);

public sealed record NoticeView(string Id, CaseNumber CaseNumber, StaffNoticeKind Kind, string Code, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt);
