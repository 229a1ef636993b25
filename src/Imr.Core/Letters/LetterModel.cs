using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Serialization;

namespace Imr.Core.Letters;

/// <summary>
/// A Final Determination Letter as facts (LC 4610.6(e), (f); 8 CCR 9792.10.6(d)). Its JSON is the stored source of the text and HTML: the same model
/// renders the same bytes for ever. The reviewer's name is not in it (LC 4610.6(f): confidential).
/// </summary>
/// <param name="TemplateVersion">Which template renders it; old ones stay.</param>
/// <param name="Version">Letter version in the round: 1, then corrected ones.</param>
public sealed record LetterModel(
    int SchemaVersion,
    int TemplateVersion,
    CaseNumber CaseNumber,
    int Round,
    int Version,
    DateOnly DateAssigned,
    DateOnly DateOfInjury,
    DateOnly DecisionDate,
    DateOnly UrDenialDate,
    Priority Priority,
    DateOnly ApplicationReceived,
    CaseOutcome Outcome,
    LetterAddressee InjuredWorker,
    IReadOnlyList<string> CopiesTo,
    LetterReviewer Reviewer,
    IReadOnlyList<LetterDocument> DocumentsReviewed,
    string ClinicalCaseSummary,
    IReadOnlyList<LetterItem> Items,
    LetterAppeal Appeal) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Each reviewer with the items that she decided, when several shared the case (LC 4610.6(f)); null for one.</summary>
    public IReadOnlyList<LetterItemsReviewer>? Reviewers { get; init; }

    /// <summary>The letter that this one corrects and replaces; null for a first one.</summary>
    public LetterCorrection? Corrects { get; init; }
}

/// <summary>One of several reviewers, by credentials.</summary>
public sealed record LetterItemsReviewer(IReadOnlyList<string> ItemIds, LetterReviewer Reviewer);

/// <summary>A corrected letter says what it replaces and why.</summary>
public sealed record LetterCorrection(DateOnly DatedOn, string Reason);

public sealed record LetterAddressee(string Name, Address? Address);

/// <param name="Licensure">States, in words.</param>
public sealed record LetterReviewer(IReadOnlyList<string> Licensure, IReadOnlyList<string> Specialties);

public sealed record LetterDocument(string Title, DocumentKind Kind, ContentHash Sha256, int Pages);

/// <param name="Item">The full text of the disputed treatment as it stands before the decision.</param>
public sealed record LetterItem(
    string ItemId,
    string Item,
    string? OriginalRequest,
    string? Authorized,
    ItemDecision Decision,
    LetterGuideline ClaimsAdministratorGuideline,
    LetterGuideline ReviewerGuideline,
    string Rationale);

public sealed record LetterGuideline(string Text, IReadOnlyList<string> Citations);

/// <summary>Appeal rights (LC 4610.6(h); WCAB rule 10575): 30 days of mailing, more when mailed.</summary>
public sealed record LetterAppeal(DateOnly LastDay, string Citation);
