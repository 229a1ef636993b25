using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Correspondence;

/// <summary>How a document goes to a recipient.</summary>
public enum DeliveryChannel
{
    /// <summary>Printed and mailed with the next mail batch.</summary>
    MailBatch,
    Fax,
    Email,

    /// <summary>It stands in the recipient's own list of this system.</summary>
    Portal,
}

/// <summary>Where an item stands. What leads from one to the next: <see cref="OutgoingTransitions"/>.</summary>
public enum OutgoingState
{
    /// <summary>Made; its channel has not taken it.</summary>
    Waiting,

    /// <summary>The mail room, the fax or the e-mail gateway has it; nobody has declared service.</summary>
    HandedOff,

    /// <summary>Somebody declared service, with proof.</summary>
    Served,

    /// <summary>It came back, or there is no address to send it to: a person must order a re-service.</summary>
    Returned,

    /// <summary>A re-service was ordered and waits for its channel.</summary>
    Reserved,
}

/// <summary>Why an item came back.</summary>
public enum ReturnReason
{
    /// <summary>Found by the system: the application gives no address for the recipient.</summary>
    NoAddress,
    InsufficientAddress,
    Moved,
    Unclaimed,
    Refused,
    Deceased,

    /// <summary>The fax or e-mail did not go through.</summary>
    TransmissionFailed,
    Other,
}

/// <summary>
/// One document to one recipient, from the message that caused it to the proof of its service. Ids, codes and dates only: the address and the text stand in
/// the body that each service names.
/// </summary>
/// <param name="ItemId">Deterministic: the same message and recipient give the same id however often the message comes. Unique in its case.</param>
/// <param name="Kind">What is told, such as <c>Noarfi</c>.</param>
/// <param name="Recipient">A role, such as <c>InjuredWorker</c>.</param>
/// <param name="Documents">What is enclosed; the same in every service of the item.</param>
/// <param name="Services">From the first to the one now; none is ever changed once the next stands.</param>
public sealed record OutgoingItem(
    int SchemaVersion,
    string ItemId,
    ReviewKey Review,
    string MessageId,
    string Kind,
    string Recipient,
    DateTimeOffset CreatedAt,
    OutgoingState State,
    IReadOnlyList<OutgoingDocument> Documents,
    IReadOnlyList<ItemService> Services) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The service that counts now.</summary>
    [JsonIgnore]
    public ItemService Service => Services[^1];

    /// <summary>The Pacific day of service; null while service is not declared, or when it came back.</summary>
    [JsonIgnore]
    public DateOnly? ServedOn => State == OutgoingState.Served ? Service.Proof?.ServedOn : null;

    /// <summary>The channel took it.</summary>
    /// <exception cref="InvalidOperationException">Not possible in this state.</exception>
    public OutgoingItem HandOff(HandOff handOff) => Move(OutgoingAction.HandOff, Service with { HandOff = handOff });

    /// <summary>Somebody declared service.</summary>
    /// <exception cref="InvalidOperationException">Not possible in this state.</exception>
    public OutgoingItem Serve(ServiceProof proof) => Move(OutgoingAction.Serve, Service with { Proof = proof });

    /// <summary>It came back.</summary>
    /// <exception cref="InvalidOperationException">Not possible in this state.</exception>
    public OutgoingItem Return(ServiceReturn returned) => Move(OutgoingAction.Return, Service with { Returned = returned });

    /// <summary>Opens a new service of the same documents; the earlier ones stay as they are.</summary>
    /// <exception cref="InvalidOperationException">Not possible in this state.</exception>
    public OutgoingItem Reserve(DeliveryChannel channel, string body, ServiceOrder order)
    {
        var state = OutgoingTransitions.Require(State, OutgoingAction.Reserve);
        return this with { State = state, Services = [.. Services, new ItemService(Services.Count + 1, channel, body, order, null, null, null)] };
    }

    private OutgoingItem Move(OutgoingAction action, ItemService service)
    {
        var state = OutgoingTransitions.Require(State, action);
        return this with { State = state, Services = [.. Services.Take(Services.Count - 1), service] };
    }
}

/// <param name="Name">What it is, such as <c>notice</c> or a letter's place <c>r1/v1</c>.</param>
/// <param name="Sha256">Of the notice's HTML; of a letter, the letter hash that was signed and released.</param>
public sealed record OutgoingDocument(string Name, ContentHash Sha256);

/// <summary>One service of an item: how it was ordered, handed off, proved, returned.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Body">The blob with the address and the text of this service.</param>
public sealed record ItemService(
    int Number, DeliveryChannel Channel, string Body, ServiceOrder Order, HandOff? HandOff, ServiceProof? Proof, ServiceReturn? Returned);

/// <param name="By">Who ordered it, by role and id; <c>system</c> for the first.</param>
/// <param name="Request">Which request said so; null for the first.</param>
public sealed record ServiceOrder(string By, DateTimeOffset At, RequestMark? Request);

/// <param name="Reference">The mail batch's id, or the hand-off file's name.</param>
public sealed record HandOff(DateTimeOffset At, string Reference);

/// <summary>A declaration of service.</summary>
/// <param name="DeclaredBy">Role and id.</param>
/// <param name="ServedOn">The day of service, in Pacific time.</param>
/// <param name="TrackingId">A carrier's or gateway's number, if there is one.</param>
/// <param name="Request">Which request said so; null when the system did.</param>
public sealed record ServiceProof(string DeclaredBy, DateTimeOffset DeclaredAt, ServiceMethod Method, DateOnly ServedOn, string? TrackingId, RequestMark? Request);

/// <param name="RecordedBy">Role and id.</param>
/// <param name="Request">Which request said so; null when the system did.</param>
public sealed record ServiceReturn(string RecordedBy, DateTimeOffset RecordedAt, ReturnReason Reason, RequestMark? Request);

/// <summary>By which a repeated request is known.</summary>
public sealed record RequestMark(string RequestId, string BodyHash);
