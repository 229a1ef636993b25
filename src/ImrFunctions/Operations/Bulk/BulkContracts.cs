using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Serialization;

namespace ImrFunctions.Operations.Bulk;

public enum BulkAction { Retry, Skip, Cancel, HandOver, Reassign }

/// <summary>Which cases; what is given must all hold.</summary>
/// <param name="Code">Why they need attention, such as <c>StorageUnavailable</c>.</param>
/// <param name="CaseNumbers">Exactly these (for <see cref="BulkAction.Reassign"/> also such that need no attention); without, every case that needs attention and suits.</param>
public sealed record BulkFilterBody(string? Code, string? Stage, string? OrganizationId, IReadOnlyList<string>? CaseNumbers);

/// <param name="To">For <see cref="BulkAction.HandOver"/>: the operator's id.</param>
/// <param name="PreviewId">Of the preview that is to be done; not needed for a preview.</param>
/// <param name="Cause">For <see cref="BulkAction.Reassign"/>: why the reviewers are taken off.</param>
public sealed record BulkBody(string? Action, BulkFilterBody? Filter, string? Reason, string? To, string? PreviewId, string? Cause);

/// <summary>A checked request.</summary>
public sealed record BulkRequest(
    int SchemaVersion, BulkAction Action, string? Code, ReviewStage? Stage, string? OrganizationId, IReadOnlyList<CaseNumber>? CaseNumbers, string Reason, string? To) : IVersioned
{
    public static int CurrentSchemaVersion => 1;

    /// <summary>For <see cref="BulkAction.Reassign"/>.</summary>
    public ReviewerChangeCause? Cause { get; init; }
}

/// <param name="Attempt">Which trouble of the case: a later one is not meant. 0 when it needs no attention.</param>
/// <param name="Step">Null, as <paramref name="Code"/>, when the case needs no attention.</param>
/// <param name="ReviewerId">Who is taken off by <see cref="BulkAction.Reassign"/>: another one is not meant.</param>
public sealed record BulkCaseView(CaseNumber CaseNumber, int Attempt, ReviewStage Stage, string? Step, string? Code, string? ReviewerId);

/// <param name="Why">Why the case stays as it is.</param>
public sealed record BulkLeftView(string CaseNumber, string Why);

/// <param name="PreviewId">Hash of the request and of the cases that it would touch.</param>
public sealed record BulkPreviewView(string PreviewId, BulkAction Action, IReadOnlyList<BulkCaseView> Cases, IReadOnlyList<BulkLeftView> Left);

public sealed record BulkOutcomeView(CaseNumber CaseNumber, string? Outcome, DateTimeOffset? At);

/// <param name="DoneAt">Null while it runs.</param>
public sealed record BulkReportView(string Id, BulkAction Action, string By, DateTimeOffset At, string Reason, string? To, ReviewerChangeCause? Cause, DateTimeOffset? DoneAt, int ToDo, IReadOnlyList<BulkOutcomeView> Cases);
