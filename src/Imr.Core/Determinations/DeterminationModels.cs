using Imr.Core.Cases;
using Imr.Core.Guidelines;
using Imr.Core.Serialization;

namespace Imr.Core.Determinations;

/// <summary>The UR decision on an item stands or falls (domain.md §1.10). Never "approved" or "denied".</summary>
public enum ItemDecision { Upheld, Overturned }

/// <summary>Whole-letter result.</summary>
public enum CaseOutcome { Uphold, Overturn, PartialOverturn }

/// <summary>
/// The reviewer's own first view, stored before the machine's draft may be shown: a fact. A person decides, unprompted.
/// </summary>
public sealed record ProvisionalOutcome(int SchemaVersion, string ReviewerId, IReadOnlyList<ProvisionalItem> Items) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="Criteria">The reviewer's own criteria for the item, in her words, each with her answer.</param>
public sealed record ProvisionalItem(string ItemId, ItemDecision Decision, IReadOnlyList<OwnCriterion> Criteria);

public sealed record OwnCriterion(string Text, CriterionOutcome Outcome);

/// <summary>The reviewer's signed determination: a fact. What was signed is what is released.</summary>
/// <param name="RecordsHash">Hash of the set of records that was reviewed.</param>
public sealed record Determination(
    int SchemaVersion,
    string ReviewerId,
    string ClinicalCaseSummary,
    IReadOnlyList<DeterminedItem> Items,
    ContentHash RecordsHash,
    string SignedName) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="GuidelineId">A guideline of the library, or null with <paramref name="GuidelineText"/> for one outside it.</param>
/// <param name="GuidelineText">The citation as the letter prints it.</param>
/// <param name="GuidelineRegion">The body region that the cited guideline is about, when it is about one.</param>
/// <param name="Rationale">Ends with the sentence that says whether the treatment is medically necessary (LC 4610.6(e)).</param>
public sealed record DeterminedItem(
    string ItemId,
    ItemDecision Decision,
    string? GuidelineId,
    string GuidelineText,
    BodyRegion? GuidelineRegion,
    string Rationale);

/// <summary>Release of a determination by a second person (four eyes): a fact that names what it releases.</summary>
public sealed record Release(int SchemaVersion, string ReleasedBy, ContentHash LetterHash, ContentHash RecordsHash) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>One quality check (domain.md §4.1) with what it saw.</summary>
/// <param name="Id">Such as <c>QC03</c>.</param>
/// <param name="ItemId">The item it is about, or null for the whole letter.</param>
/// <param name="Facts">What it compared, section by section.</param>
public sealed record QualityFinding(string Id, QualitySeverity Severity, bool Passed, string? ItemId, string Message, IReadOnlyList<string> Facts);

public enum QualitySeverity { Block, Warn, Info }

public sealed record QualityReport(int SchemaVersion, IReadOnlyList<QualityFinding> Findings) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Whether the letter may go to release.</summary>
    public bool MayBeReleased => Findings.All(f => f.Passed || f.Severity != QualitySeverity.Block);
}
