using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Serialization;

namespace ImrFunctions.Operations.Findings;

/// <param name="Attempt">Which finding of the case it is: a later one is not meant.</param>
/// <param name="ProposalId">Of the proposal that was found on.</param>
public sealed record CaseFinding(CaseNumber CaseNumber, int Attempt, string ProposalId, AdFinding Finding);

/// <summary>The findings of a file, checked.</summary>
public sealed record FindingsRequest(int SchemaVersion, IReadOnlyList<CaseFinding> Cases) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="LeftOut">Items that leave the review while the case goes on.</param>
public sealed record FindingPreview(CaseNumber CaseNumber, EligibilityOutcome Outcome, IReadOnlyList<string> ReasonCodes, IReadOnlyList<ItemFinding> LeftOut);

/// <param name="Why">Why the case stays as it is.</param>
public sealed record FindingLeft(CaseNumber CaseNumber, string Why);

/// <param name="PreviewId">Hash of the findings, of who sends them and of what they are made on.</param>
public sealed record FindingsPreviewView(string PreviewId, IReadOnlyList<FindingPreview> Cases, IReadOnlyList<FindingLeft> Left);

public sealed record FindingOutcomeView(CaseNumber CaseNumber, EligibilityOutcome Finding, string? Outcome, DateTimeOffset? At);

/// <param name="DoneAt">Null while it runs.</param>
public sealed record FindingsReportView(string Id, string By, DateTimeOffset At, DateTimeOffset? DoneAt, int ToDo, IReadOnlyList<FindingOutcomeView> Cases);
