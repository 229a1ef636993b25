using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Records;

/// <summary>Why pages of an accepted document are not in the record of the case.</summary>
public enum WithholdingKind
{
    /// <summary>Sealed by a person: privileged, protected by a law of its own, of another person.</summary>
    Sealed,

    /// <summary>Filed in the wrong case and taken from it.</summary>
    Misfiled,

    /// <summary>A person found that the pages are about somebody else.</summary>
    OtherPerson,

    /// <summary>Divided into several documents, which stand for it.</summary>
    Split,
}

/// <summary>Why something is sealed.</summary>
public enum SealGround
{
    /// <summary>Between the worker and an attorney.</summary>
    Privileged,

    /// <summary>Results of a test for HIV (Health and Safety Code section 120980).</summary>
    Hiv,

    /// <summary>Notes of psychotherapy (45 CFR 164.508(a)(2)).</summary>
    Psychotherapy,

    /// <summary>Treatment of a substance use disorder (42 CFR part 2).</summary>
    SubstanceUse,

    /// <summary>It names or is about another person.</summary>
    OtherPerson,
    Other,
}

/// <summary>Pages that are kept back.</summary>
/// <param name="Pages">Null: the whole document.</param>
public sealed record WithheldPages(WithholdingKind Kind, PageRange? Pages)
{
    public bool Covers(int page) => Pages is null || Pages.Contains(page);
}

/// <summary>One act of keeping pages back, and its end. Entries are never taken out.</summary>
/// <param name="Id">The request that did it.</param>
/// <param name="By">Role and id.</param>
/// <param name="LiftedBy">Null while it lasts.</param>
public sealed record Withholding(
    string Id, WithholdingKind Kind, SealGround? Ground, PageRange? Pages, string Reason, string By, DateTimeOffset At, string? LiftedBy, DateTimeOffset? LiftedAt, string? LiftReason)
{
    [JsonIgnore]
    public bool Lasts => LiftedAt is null;
}

/// <summary>A person's finding on pages that name somebody else.</summary>
/// <param name="ThisWorker">True: they are this worker's, and count; false: another person's, and are kept back.</param>
public sealed record IdentitySettlement(string Id, PageRange Pages, bool ThisWorker, string Reason, string By, DateTimeOffset At);

/// <summary>
/// What persons said of an accepted document: what of it is kept back, and whose its pages are. It is the document's for the whole case, whatever the round:
/// what was sealed stays sealed after a remand.
/// </summary>
public sealed record DocumentState(int SchemaVersion, ContentHash Sha256, IReadOnlyList<Withholding> Withholdings, IReadOnlyList<IdentitySettlement> Settlements) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>What is kept back now, the earliest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<WithheldPages> Withheld => [.. Withholdings.Where(w => w.Lasts).Select(w => new WithheldPages(w.Kind, w.Pages))];

    public static DocumentState Of(ContentHash sha256) => new(CurrentSchemaVersion, sha256, [], []);

    public DocumentState Withhold(Withholding withholding) => this with { Withholdings = [.. Withholdings, withholding] };

    public DocumentState Settle(IdentitySettlement settlement) => this with { Settlements = [.. Settlements, settlement] };

    /// <summary>Pages that a person found to be this worker's; of several findings on a page the last counts.</summary>
    [JsonIgnore]
    public IReadOnlyList<PageRange> Settled
        => PageRange.Of(Settlements.SelectMany(s => s.Pages.Pages).Distinct().Where(page => Settlements.Last(s => s.Pages.Contains(page)).ThisWorker));

    /// <summary>The document as persons left it.</summary>
    public CaseDocument Apply(CaseDocument document) => document with { Withheld = Withheld, Settled = Settled };

    /// <summary>Filed again in the case from which it was taken: it is part of the record as before. Seals stay.</summary>
    public DocumentState FileAgain(string by, DateTimeOffset at, string reason)
        => this with
        {
            Withholdings = [.. Withholdings.Select(w => w is { Lasts: true, Kind: WithholdingKind.Misfiled or WithholdingKind.OtherPerson } ? w with { LiftedBy = by, LiftedAt = at, LiftReason = reason } : w)],
        };

    /// <summary>Ends a seal.</summary>
    /// <returns>Null when it can't be ended so; <paramref name="why"/> says why.</returns>
    public DocumentState? Lift(string id, string by, DateTimeOffset at, string reason, out string? why)
    {
        var there = Withholdings.FirstOrDefault(w => w.Id == id);
        why = there switch
        {
            null => "There is no such seal.",
            { Lasts: false } => "The seal was lifted before.",
            { Kind: not WithholdingKind.Sealed } => "Only a seal can be lifted; pages that were taken from the case come back by being filed again.",
            _ when there.By == by => "Whoever sealed it cannot lift the seal: a second person must.",
            _ => null,
        };
        return why is null
            ? this with { Withholdings = [.. Withholdings.Select(w => w.Id == id ? w with { LiftedBy = by, LiftedAt = at, LiftReason = reason } : w)] }
            : null;
    }
}

/// <summary>Where a document came from that a person filed. Its own upload stands in another place.</summary>
/// <param name="Parent">For pages of a larger document: that document. They are a view onto it; no new file is made.</param>
/// <param name="Pages">Which pages of the parent; the document counts them from 1.</param>
/// <param name="Source">The id of what was filed: a tray item, or the act that divided a document.</param>
public sealed record DocumentOrigin(ContentHash? Parent, PageRange? Pages, string Source, string By, DateTimeOffset At)
{
    /// <summary>The identity of pages of a document: the same pages are the same document.</summary>
    public static ContentHash ViewOf(ContentHash parent, PageRange pages) => ContentHash.Of(System.Text.Encoding.ASCII.GetBytes($"{parent}#{pages}"));
}
