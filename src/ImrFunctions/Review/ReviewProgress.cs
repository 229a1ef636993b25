using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>
/// All that a review knows at a wait that may be begun anew: it goes on from here with an empty history (docs/determinism.md). Ids, codes and dates only.
/// </summary>
/// <param name="At">The stage whose wait is begun anew: EligibilityReview, RecordsRequested or ClinicalReview.</param>
public sealed record ReviewProgress(int SchemaVersion, ReviewStage At, ReviewStage Stage, int Seq, int Marks, string? Tag, ContentHash Application, IndexEntry Entry) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    public IReadOnlyList<string>? ClosedItems { get; init; }

    /// <summary>Reviewers who must not be offered this round.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Limits that stand in the timeline already.</summary>
    public IReadOnlyList<WaitLimit> Noted { get; init; } = [];

    public IReadOnlyList<WaitLimit> DeterminationLimits { get; init; } = [];

    public IReadOnlyList<WaitLimit> InformationLimits { get; init; } = [];

    public IReadOnlyList<int> Parts { get; init; } = [];

    public IReadOnlyList<int> OpenParts { get; init; } = [];

    public int Offers { get; init; }

    /// <summary>The determination that is awaited.</summary>
    public int Attempt { get; init; }

    public bool Evaluated { get; init; }

    public bool NoticesSent { get; init; }

    /// <summary>Set when the Administrative Director's finding is awaited: screening is not begun anew.</summary>
    public FindingWait? Finding { get; init; }

    public MailboxState Mail { get; init; } = new([], []);
}

/// <param name="Limits">Of the wait for the finding, as they were: they don't begin anew.</param>
/// <param name="Rescreen">What screening is told when a document or a corrected application comes.</param>
public sealed record FindingWait(IReadOnlyList<WaitLimit> Limits, string Rescreen);

/// <param name="Seen">The newest facts that were taken: a repeated event of one of them is dropped.</param>
/// <param name="Held">Facts that came and that nobody wanted yet.</param>
public sealed record MailboxState(IReadOnlyList<string> Seen, IReadOnlyList<FactRef> Held);
