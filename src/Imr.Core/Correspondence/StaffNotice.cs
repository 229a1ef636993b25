using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Correspondence;

public enum StaffNoticeKind
{
    /// <summary>A reviewer was offered a case.</summary>
    NewOffer,

    /// <summary>A time limit comes near; the code is the limit's.</summary>
    DueSoon,

    /// <summary>A time limit passed.</summary>
    Breach,

    /// <summary>An expedited case waits for the Administrative Director's finding.</summary>
    UrgentFinding,

    /// <summary>A review stands still until an operator decides.</summary>
    NeedsAttention,

    /// <summary>An item came back and must be served again.</summary>
    ReturnedMail,

    /// <summary>A reviewer's records changed: one came late, or pages were sealed, unsealed or taken out; the code is the start of the document's hash.</summary>
    RecordsChanged,
}

/// <summary>Something that staff must see: case number and code only, never a name or clinical text.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Code">Such as a deadline's id, an offer's, an item's.</param>
/// <param name="ReviewerId">The reviewer whom it is about, if any.</param>
/// <param name="Level">How many levels of the escalation rule it has been sent to.</param>
/// <param name="Sent">How many times it was sent: a level or a repetition each.</param>
/// <param name="To">Roles, or <c>Reviewer:{id}</c>: who has been told.</param>
/// <param name="NextAt">When it goes further unless somebody acknowledges it.</param>
/// <param name="ClosedBy">Who acknowledged it, by role and id; <c>system</c> when its cause went away.</param>
public sealed record StaffNotice(
    int SchemaVersion,
    string Id,
    ReviewKey Review,
    StaffNoticeKind Kind,
    string Code,
    Priority Priority,
    string? ReviewerId,
    DateTimeOffset CreatedAt,
    int Level,
    int Sent,
    IReadOnlyList<string> To,
    DateTimeOffset NextAt,
    string? ClosedBy,
    DateTimeOffset? ClosedAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Who closes what nobody needs to see any more.</summary>
    public const string System = "system";
}

/// <summary>What a message says of a staff notice: its reference on the queue.</summary>
/// <param name="ReviewerId">Null unless the message is about one reviewer.</param>
public sealed record StaffNoticeCause(StaffNoticeKind Kind, string Code, Priority Priority, string? ReviewerId)
{
    /// <summary>The kind of an outgoing message that carries one.</summary>
    public const string MessageKind = "StaffNotice";

    /// <summary>The causes that stand in a change's note; a note that concerns nobody at once has none.</summary>
    /// <param name="note">A timeline code, such as <c>Overdue:DL-DET-STD</c>.</param>
    public static StaffNoticeCause? OfNote(string? note, Priority priority)
    {
        if (note?.Split(':', 2) is not [var word, { Length: > 0 } code])
            return null;
        return word switch
        {
            "Reminder" => new StaffNoticeCause(StaffNoticeKind.DueSoon, code, priority, null),
            "Overdue" => new StaffNoticeCause(StaffNoticeKind.Breach, code, priority, null),
            "NeedsAttention" => new StaffNoticeCause(StaffNoticeKind.NeedsAttention, code, priority, null),
            "Proposed" when priority == Priority.Expedited && code != "Eligible" => new StaffNoticeCause(StaffNoticeKind.UrgentFinding, code, priority, null),
            _ => null,
        };
    }

    /// <returns>Null for a reference that is not of this form.</returns>
    public static StaffNoticeCause? Parse(string? reference)
        => reference?.Split('|') is [var kind, var code, var priority, var reviewer]
            && Enum.TryParse<StaffNoticeKind>(kind, out var known) && Enum.IsDefined(known) && Enum.TryParse<Priority>(priority, out var urgency) && Enum.IsDefined(urgency)
            ? new StaffNoticeCause(known, code, urgency, reviewer.Length > 0 ? reviewer : null)
            : null;

    public override string ToString() => $"{Kind}|{Code}|{Priority}|{ReviewerId}";
}
