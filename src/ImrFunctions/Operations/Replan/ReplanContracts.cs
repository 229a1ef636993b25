using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Operations.Calendar;

namespace ImrFunctions.Operations.Replan;

/// <param name="Date">YYYY-MM-DD.</param>
public sealed record ClosureBody(string? Date, string? Name);

/// <param name="Closures">Days to add; without any, running clocks are compared with the rules and holidays in force.</param>
/// <param name="Withdrawn">Stored closures that are none after all.</param>
/// <param name="PreviewId">Of the preview that is to be done; not needed for a preview.</param>
/// <param name="Limit">Cases looked at in one page of a preview.</param>
public sealed record ReplanBody(IReadOnlyList<ClosureBody>? Closures, IReadOnlyList<string>? Withdrawn, string? Reason, string? PreviewId, int? Limit, string? Continuation);

/// <summary>A checked request.</summary>
public sealed record ReplanRequest(int SchemaVersion, IReadOnlyList<Closure> Added, IReadOnlyList<DateOnly> Removed, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

public sealed record ShiftView(string RuleId, DateTimeOffset StartedAt, DateOnly OldDueOn, DateOnly NewDueOn, DateTimeOffset OldBreachedAt, DateTimeOffset NewBreachedAt);

public sealed record ReplannedCaseView(CaseNumber CaseNumber, ReviewStage Stage, IReadOnlyList<ShiftView> Deadlines);

/// <param name="CasesSeen">Open cases looked at in this page.</param>
/// <param name="Unread">Cases that could not be read.</param>
/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record ReplanPreviewView(string PreviewId, IReadOnlyList<Closure> Closures, int CasesSeen, IReadOnlyList<ReplannedCaseView> Cases, IReadOnlyList<CaseNumber> Unread, string? Continuation);

public sealed record ReplanOutcomeView(CaseNumber CaseNumber, string? Outcome, DateTimeOffset? At, IReadOnlyList<ShiftView>? Deadlines);

/// <param name="DoneAt">Null while it runs.</param>
public sealed record ReplanReportView(string Id, string By, DateTimeOffset At, string Reason, IReadOnlyList<Closure> Added, IReadOnlyList<DateOnly> Withdrawn, DateTimeOffset? DoneAt, IReadOnlyList<ReplanOutcomeView> Cases);

public sealed record ClosuresView(IReadOnlyList<Closure> Closures, IReadOnlyList<ClosureChange> Changes);
