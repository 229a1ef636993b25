using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Records;
using Imr.Core.Serialization;

namespace Imr.Core.Guidelines;

/// <summary>A dated guideline as data, criteria in our own words (<c>Data/guidelines/*.yaml</c>).</summary>
/// <param name="Id">Such as <c>acoem-2004-ch12-imaging</c>.</param>
/// <param name="Citation">As a letter cites it: name, year, chapter, pages.</param>
/// <param name="Region">The part of the body that it is about; null for one of the whole person, such as on opioids, which governs whatever the region.</param>
public sealed record Guideline(
    string Id,
    string Citation,
    string Publisher,
    BodyRegion? Region,
    IReadOnlyList<string> TreatmentFamilies,
    IReadOnlyList<string> Modalities,
    DateRange Effective,
    RuleStatus Status,
    IReadOnlyList<Criterion> Criteria,
    Requirement Requirement);

/// <param name="MustBeDocumented">Absence counts as NotMet, but only when the records are complete and every page was read.</param>
/// <param name="MetBy">Phrases (patterns) that show it when they stand in a sentence about this region.</param>
/// <param name="DeniedBy">Phrases that show the contrary.</param>
public sealed record Criterion(string Id, string Text, string Page, bool MustBeDocumented, IReadOnlyList<string> MetBy, IReadOnlyList<string> DeniedBy)
{
    /// <summary>A past event counts, such as metal that was put in years ago; else only what is so now.</summary>
    public bool HistoryCounts { get; init; }

    /// <summary>A plan or a possibility counts, such as surgery under consideration; else only what was found.</summary>
    public bool PlansCount { get; init; }

    /// <summary>A fact of the whole person, such as a pacemaker: a sentence that names no region shows it; one that names another region does not.</summary>
    public bool AnyRegion { get; init; }
}

/// <summary>How criteria combine: all of, any of, or one criterion.</summary>
public sealed record Requirement(string? CriterionId, IReadOnlyList<Requirement> AllOf, IReadOnlyList<Requirement> AnyOf);

public enum CriterionOutcome { Met, NotMet, Unknown }

/// <summary>One criterion held against the records: with the sentence that shows it, or what is missing.</summary>
public sealed record CriterionResult(string CriterionId, string Text, string Page, CriterionOutcome Outcome, IReadOnlyList<Quote> Quotes, string? Missing);

/// <summary>A draft for the reviewer, never a decision.</summary>
/// <param name="GuidelineId">Null when no guideline in force covers the item; then <paramref name="Why"/> says so.</param>
/// <param name="PagesRead">What was searched, shown when absence counts.</param>
public sealed record ItemEvaluation(
    string ItemId,
    string? GuidelineId,
    string? Citation,
    RuleStatus Status,
    CriterionOutcome Outcome,
    IReadOnlyList<CriterionResult> Criteria,
    int PagesRead,
    int PagesUnread,
    string? Why);

public sealed record CaseEvaluation(int SchemaVersion, string LibraryVersion, IReadOnlyList<ItemEvaluation> Items) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
