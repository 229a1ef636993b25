using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Records;

/// <summary>The text of one document, page by page, as stored in <c>record-text/{sha256}.json</c>.</summary>
public sealed record RecordText(int SchemaVersion, ContentHash Sha256, IReadOnlyList<RecordPage> Pages) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public bool EveryPageRead => Pages.All(p => p.Readable);
}

/// <param name="Number">From 1.</param>
/// <param name="Readable">False: nothing could read this page; its text is empty and it proves nothing either way.</param>
public sealed record RecordPage(int Number, bool Readable, string Text);

/// <summary>A document of the accepted set of records: the copy that everything downstream cites.</summary>
/// <param name="Name">The name it was first accepted under.</param>
public sealed record CaseDocument(ContentHash Sha256, DocumentKind Kind, string Name, DateTimeOffset ReceivedAt, int Pages, bool EveryPageRead)
{
    /// <summary>Further names of the same content: it is one document.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>What of it is not in the record of the case, and why; empty: nothing is kept back.</summary>
    public IReadOnlyList<WithheldPages> Withheld { get; init; } = [];

    /// <summary>Pages that name somebody else and that a person found to be this worker's all the same.</summary>
    public IReadOnlyList<PageRange> Settled { get; init; } = [];

    /// <summary>How it came here when a person filed it; null for an upload of the case.</summary>
    public DocumentOrigin? Origin { get; init; }

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
}

/// <summary>A sentence in the records: the evidence of a criterion.</summary>
/// <param name="Page">From 1.</param>
public sealed record Quote(ContentHash Document, int Page, string Text);
