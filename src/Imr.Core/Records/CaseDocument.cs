using System.Text.Json.Serialization;
using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>A document of the accepted set of records: the copy that everything downstream cites.</summary>
/// <param name="Name">The name it was first accepted under.</param>
public sealed record CaseDocument(ContentHash Sha256, DocumentKind Kind, string Name, DateTimeOffset ReceivedAt, int Pages, bool EveryPageRead)
{
    /// <summary>Further names of the same content: it is one document.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Pages that nothing could read, such as <c>3, 7-12</c>; a long list ends in <c>…</c>. Null when there is none.</summary>
    public string? UnreadPages { get; init; }

    /// <summary>Pages that may say more than was read (poorly recognized, or with pictures), in the same form.</summary>
    public string? UncertainPages { get; init; }

    /// <summary>Why the document, or the rest of it, was not read.</summary>
    public UnreadReason? UnreadReason { get; init; }

    /// <summary>What of it is not in the record of the case, and why; empty: nothing is kept back.</summary>
    public IReadOnlyList<WithheldPages> Withheld { get; init; } = [];

    /// <summary>Pages that name somebody else and that a person found to be this worker's all the same.</summary>
    public IReadOnlyList<PageRange> Settled { get; init; } = [];

    /// <summary>How it came here when a person filed it; null for an upload of the case.</summary>
    public DocumentOrigin? Origin { get; init; }

    /// <summary>The merged case from which it was copied; null: it was sent to this one.</summary>
    public CaseNumber? From { get; init; }

    [JsonIgnore]
    public IEnumerable<string> Names => [Name, .. OtherNames];

    /// <summary>Whether any page of it is in the record.</summary>
    [JsonIgnore]
    public bool InRecord => Withheld.Count == 0 || (Withheld.All(w => w.Pages is not null) && WithheldNumbers.Count() < Pages);

    /// <summary>The pages that are kept back, in order.</summary>
    [JsonIgnore]
    public IEnumerable<int> WithheldNumbers => Withheld.Count == 0 ? [] : Enumerable.Range(1, Pages).Where(IsWithheld);

    public bool IsWithheld(int page) => Withheld.Any(w => w.Covers(page));

    public bool Has(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same document under one more name.</summary>
    public CaseDocument Also(string name) => Has(name) ? this : this with { OtherNames = [.. OtherNames, name] };

    /// <summary>The same document with what is known of its pages now.</summary>
    public CaseDocument With(RecordText text) => this with
    {
        Pages = text.Pages.Count,
        EveryPageRead = text.EveryPageRead,
        UnreadPages = PageNumbers.Of(text.Pages.Where(p => !p.Readable)),
        UncertainPages = PageNumbers.Of(text.Pages.Where(p => p.Uncertain)),
        UnreadReason = text.Reason,
    };
}

/// <summary>A sentence in the records: the evidence of a criterion.</summary>
/// <param name="Page">From 1.</param>
public sealed record Quote(ContentHash Document, int Page, string Text);
