using System.Text.Json.Nodes;
using Imr.Core.Determinations;

namespace Imr.Cli.Api;

// What the API answers (docs/api.md): only the members that the command uses. Text, not enums, so that a newer app can be watched too.

/// <summary><c>GET /api/cases/{caseNumber}</c>.</summary>
internal sealed record CaseView(
    string CaseNumber,
    int Round,
    string Stage,
    IReadOnlyList<TimelineEntry>? Timeline,
    NextAction? NextAction,
    JsonNode? NeedsAttention,
    string? Outcome,
    IReadOnlyList<LetterView>? Letters,
    IReadOnlyList<ProblemEntry>? Problems);

internal sealed record TimelineEntry(int Seq, string Stage, DateTimeOffset At);

internal sealed record NextAction(string Who, string? What, DateOnly? DueOn);

/// <summary>An issued letter; <c>Text</c>, <c>Html</c> and <c>Json</c> are addresses.</summary>
internal sealed record LetterView(int Version, string Outcome, string Text, string Html, string Json)
{
    /// <returns>The address of the letter as <c>txt</c>, <c>html</c> or <c>json</c>.</returns>
    public string AddressOf(string format) => format switch
    {
        "txt" => Text,
        "html" => Html,
        "json" => Json,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "txt, html or json"),
    };
}

/// <summary><c>GET /api/cases/{caseNumber}/status</c>.</summary>
internal sealed record StatusView(string CaseNumber, string Stage, bool Done, string? Outcome, string? Letter);

/// <summary><c>GET /api/offers</c>.</summary>
internal sealed record OffersView(IReadOnlyList<OfferView> Offers);

internal sealed record OfferView(string OfferId, string CaseNumber);

/// <summary><c>GET /api/cases/{caseNumber}/review</c>.</summary>
internal sealed record ReviewView(string RecordsHash, bool ProvisionalStored);

/// <summary><c>GET /api/cases/{caseNumber}/quality</c>.</summary>
internal sealed record QualityView(int Attempt, QualityReport Report);

/// <summary><c>GET /api/cases/{caseNumber}/release</c>.</summary>
internal sealed record ReleaseView(string LetterHash, string RecordsHash);

/// <summary><c>GET /api/cases/{caseNumber}/correspondence</c>.</summary>
internal sealed record CorrespondenceView(IReadOnlyList<OutgoingItemView> Items);

internal sealed record OutgoingItemView(string Kind, string Channel, string State);

/// <summary><c>GET /api/attention</c>: a page; the rows as they came.</summary>
internal sealed record AttentionView(IReadOnlyList<JsonNode> Cases, string? Continuation);

internal sealed record AttentionRowView(string CaseNumber, string Stage, string Priority, string Step, string Code, string RefId, DateTimeOffset Since, string? Owner);

/// <summary><c>POST /api/import</c>.</summary>
internal sealed record ImportReportView(string Id, bool DryRun, IReadOnlyList<ImportedCaseView> Cases);

internal sealed record ImportedCaseView(
    int Index,
    string? CaseNumber,
    string Outcome,
    string? Stage,
    IReadOnlyList<ImportedDeadlineView>? Deadlines,
    IReadOnlyList<string>? Items,
    int Documents,
    IReadOnlyList<string>? Warnings,
    IReadOnlyList<ProblemEntry>? Problems);

internal sealed record ImportedDeadlineView(string RuleId, DateOnly DueOn, int? DaysLeft, string State);

/// <summary>RFC 9457 problem details.</summary>
internal sealed record ProblemView(string? Title, string? Detail, string? RefId, IReadOnlyList<ProblemEntry>? Errors);

internal sealed record ProblemEntry(string Path, string Problem, string Expected)
{
    public override string ToString() => $"{Path}: {Problem}, expected {Expected}";
}
