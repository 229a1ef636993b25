using System.Text.Json.Serialization;
using Imr.Core.Cases;
using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// A Final Determination Letter as it was read from its text, of whatever layout. Texts are the letter's own words with single spaces; paragraphs of the summary and
/// of a rationale are kept. What the letter does not say, or what was redacted, is null.
/// </summary>
public sealed record ParsedLetter(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? CaseNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? DateAssigned,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? DateOfInjury,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? DecisionDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? UrDenialDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Priority? Priority,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? ApplicationReceived,
    ParsedReviewer Reviewer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ClinicalCaseSummary,
    IReadOnlyList<ParsedItem> Items);

/// <summary>The reviewer by credentials; of several reviewers, all of theirs.</summary>
public sealed record ParsedReviewer(IReadOnlyList<string> Licensure, IReadOnlyList<string> Specialties);

/// <param name="Item">The whole text before the decision, with the sentences of a modified request.</param>
/// <param name="OriginalRequest">Of a modified request: what the physician asked for.</param>
/// <param name="Authorized">Of a modified request: what utilization review authorized.</param>
public sealed record ParsedItem(
    string Item,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? OriginalRequest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Authorized,
    ItemDecision Decision,
    ParsedGuideline ClaimsAdministratorGuideline,
    ParsedGuideline ReviewerGuideline,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Rationale);

/// <param name="Text">The letter's words; null when it has none for this side.</param>
public sealed record ParsedGuideline([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text, IReadOnlyList<LetterCitation> Citations);

/// <summary>One guideline that a decision names: a topic of the MTUS, or the free text of anything else.</summary>
/// <param name="Source"><c>MTUS</c> or <c>Non-MTUS</c>.</param>
/// <param name="Topic">Of the MTUS, without year: a chapter of ACOEM or a treatment guideline.</param>
/// <param name="Year">Edition, when the letter names it.</param>
/// <param name="Pages">As written, such as <c>177-179</c>; only older letters have them.</param>
/// <param name="Text">Of another source: its words.</param>
public sealed record LetterCitation(
    string Source,
    string? Topic = null,
    int? Year = null,
    IReadOnlyList<string>? Sections = null,
    string? Pages = null,
    string? Text = null)
{
    public const string Mtus = "MTUS";
    public const string NonMtus = "Non-MTUS";
}

/// <summary>Something that could not be read. Holds no words of the letter.</summary>
/// <param name="What">What is missing or unreadable.</param>
/// <param name="Line">Line of the text, from 1.</param>
/// <param name="Page">Page, from 1; null when the text has no lines at all.</param>
public sealed record LetterProblem(string What, int? Line, int? Page, string Expected);

/// <summary>What was read, and what could not be.</summary>
public sealed record LetterReading(ParsedLetter Letter, IReadOnlyList<LetterProblem> Problems);
