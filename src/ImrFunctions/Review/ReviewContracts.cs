using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Review;

/// <summary>The orchestration's input. Ids and dates only: it stands in history.</summary>
/// <param name="Seq">The register's sequence number when the review starts.</param>
/// <param name="Application">The accepted copy of application.json.</param>
public sealed record ReviewInput(int SchemaVersion, ReviewKey Review, IndexEntry Entry, ContentHash Application, int Seq, RetrySettings Retry) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>The stage in which a later round or an imported case begins: RecordsRequested, ReviewerAssignment or ClinicalReview; null at the beginning.</summary>
    public ReviewStage? StartAt { get; init; }

    /// <summary>Reviewers of earlier rounds (LC 4610.6(i)).</summary>
    public IReadOnlyList<string>? ExcludedReviewers { get; init; }

    /// <summary>Items that left the review in earlier rounds or before the import.</summary>
    public IReadOnlyList<string>? ClosedItems { get; init; }

    /// <summary>Where the run before stood, when this one goes on with a new history; null at the beginning of a round.</summary>
    public ReviewProgress? Progress { get; init; }
}

/// <summary>How often a failing step is tried before a person is asked. Seconds.</summary>
public sealed record RetrySettings(int MaxAttempts, double FirstSeconds, double Backoff, double MaxSeconds);

/// <summary>How the review ended; the orchestration's output.</summary>
public sealed record ReviewResult(int SchemaVersion, CaseEnd End) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>What every step gets.</summary>
/// <param name="Seq">The number of the register change that this step makes, the same at every try.</param>
/// <param name="Tag">The register row's ETag after the step before.</param>
/// <param name="Application">The accepted copy of the application that is in force.</param>
/// <param name="From">The stage that the case is in.</param>
/// <param name="Fact">The fact to act on.</param>
/// <param name="Consumed">Facts that this step's change marks as taken.</param>
/// <param name="Attempt">The counter of the loop that the step stands in: offers, determinations.</param>
/// <param name="Detail">A code, for steps that need one more.</param>
public sealed record StepInput(
    int SchemaVersion,
    ReviewKey Review,
    IndexEntry Entry,
    int Seq,
    string? Tag,
    ContentHash Application,
    ReviewStage From,
    FactRef? Fact,
    IReadOnlyList<string> Consumed,
    int Attempt,
    string? Detail) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>Items that left the review; null: none.</summary>
    public IReadOnlyList<string>? ClosedItems { get; init; }

    /// <summary>The group of items that the step is about, when several reviewers share the case; null: all.</summary>
    public int? Part { get; init; }

    /// <summary>The determinations of all groups, when several reviewers share the case.</summary>
    public IReadOnlyList<FactRef>? Facts { get; init; }
}

/// <summary>An instant up to which something is waited for.</summary>
/// <param name="Code">What stands in the timeline when it passes, such as <c>Overdue:DL-DET-STD</c>.</param>
/// <param name="Ends">Whether waiting ends then; else it is noted and goes on.</param>
public sealed record WaitLimit(string Code, DateTimeOffset At, bool Ends);

/// <param name="Application">The copy that was screened: a corrected one replaces the first.</param>
/// <param name="Limits">Of the wait for the finding; empty when nothing changed and the earlier ones go on.</param>
/// <param name="SettleBy">Set when listed documents have not arrived yet: screen again when they have, or then.</param>
public sealed record ScreeningResult(
    string Tag,
    ReviewStage Stage,
    ContentHash Application,
    EligibilityOutcome Proposed,
    DateTimeOffset? SettleBy,
    IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage);

public sealed record FindingResult(string Tag, ReviewStage Stage, EligibilityOutcome Found, IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage)
{
    /// <summary>Items that the finding left out; null: none.</summary>
    public IReadOnlyList<string>? ClosedItems { get; init; }
}

/// <param name="GoOn">Whether the review may go on to a reviewer: records complete, or due and more than the UR decision is there.</param>
public sealed record RecordsResult(string Tag, ReviewStage Stage, bool GoOn, IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage);

/// <param name="ReviewerId">Null when nobody qualifies: a person must act.</param>
public sealed record OfferResult(string Tag, ReviewStage Stage, string? ReviewerId, IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage)
{
    /// <summary>How many reviewers are proposed when no one suits all items; null: none are.</summary>
    public int? Parts { get; init; }
}

/// <param name="Open">The groups that need a reviewer each; empty: refused.</param>
public sealed record PartsResult(string Tag, ReviewStage Stage, IReadOnlyList<int> Open) : StepResult(Tag, Stage);

public sealed record AnswerResult(string Tag, ReviewStage Stage, bool Accepted, IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage);

public sealed record QualityResult(string Tag, ReviewStage Stage, bool MayBeReleased, IReadOnlyList<WaitLimit> Limits) : StepResult(Tag, Stage)
{
    /// <summary>The groups whose determination came back; null: the whole.</summary>
    public IReadOnlyList<int>? Returned { get; init; }
}

/// <param name="Problem">A code when a person must act before the review can go on; null when it was issued or went back to the reviewer.</param>
public sealed record IssueResult(string Tag, ReviewStage Stage, IssueOutcome Outcome, string? Problem) : StepResult(Tag, Stage);

public enum IssueOutcome { Issued, Returned, StillWaiting }

public sealed record AttentionResult(string Tag, ReviewStage Stage, OperatorAction Action) : StepResult(Tag, Stage);

/// <summary>What something that was said from outside did to the review, wherever it stood.</summary>
public sealed record ChangeResult(string Tag, ReviewStage Stage) : StepResult(Tag, Stage)
{
    /// <summary>Where the review goes on, when not where it stood: EligibilityReview, ReviewerAssignment or ClinicalReview.</summary>
    public ReviewStage? GoTo { get; init; }

    /// <summary>How the review ends by it.</summary>
    public CaseEnd? End { get; init; }

    /// <summary>The application in force from now on.</summary>
    public ContentHash? Application { get; init; }

    /// <summary>The entry of the lists from now on.</summary>
    public IndexEntry? Entry { get; init; }

    /// <summary>All items that have left the review.</summary>
    public IReadOnlyList<string>? ClosedItems { get; init; }

    /// <summary>Clocks that replace those of their family.</summary>
    public IReadOnlyList<ClockLimits>? Clocks { get; init; }

    /// <summary>All groups that are left; null: nothing changed.</summary>
    public IReadOnlyList<int>? Parts { get; init; }

    /// <summary>Groups that need a reviewer again; null: nothing changed.</summary>
    public IReadOnlyList<int>? OpenParts { get; init; }

    /// <summary>Reviewers who must not be offered this round again.</summary>
    public IReadOnlyList<string>? Excluded { get; init; }
}

/// <param name="Family">Such as <c>DL-DET</c> or <c>Offer</c>: what the codes of the limits name.</param>
/// <param name="Limits">In order of time; empty: the clock stopped.</param>
public sealed record ClockLimits(string Family, IReadOnlyList<WaitLimit> Limits);

/// <summary>What an operator's view of the instance shows. Codes only, far below 1 KB.</summary>
public sealed record ReviewStatus(int SchemaVersion, ReviewStage Stage, int Seq, string? WaitingFor);
