using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;

namespace ImrFunctions.Correspondence;

/// <summary>
/// The body of an item's service (blobs <c>outgoing/{messageId}/{recipient}.json</c>, of a re-service <c>….s{n}-{request}.json</c>): where it goes and what
/// it says. Create-only.
/// </summary>
/// <param name="Recipients">The one recipient's role.</param>
/// <param name="Notice">Its page is rendered from it whenever it is sent; the item names that page's hash.</param>
public sealed record OutgoingBody(
    int SchemaVersion,
    string MessageId,
    ReviewKey Review,
    string Kind,
    IReadOnlyList<string> Recipients,
    string? Reference,
    DeliveryChannel Channel,
    PartyContact To,
    NoticeModel Notice) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
