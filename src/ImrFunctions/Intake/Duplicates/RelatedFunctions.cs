using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>Cases of the same worker: possible duplicates and what could be decided together, with the fields that say so; and the decision to do that.</summary>
public sealed class RelatedFunctions(CaseAccess access, RelatedCases related, MergeStore merges, ConsolidationDesk desk, StepContext step)
{
    [Function(nameof(GetRelated))]
    public async Task<IResult> GetRelated(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/related")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        var merged = await merges.ListAsync(record.Review.CaseNumber, cancellation);
        var decisions = await desk.ListAsync(record.Review.CaseNumber, cancellation);
        return Results.Json(
            new RelatedView(record.Review.CaseNumber, record.MergedInto, merged, record.ConsolidationGroup, decisions, await CasesAsync(record, cancellation)), ImrJson.Options);
    }

    /// <summary>The decision to decide cases together (8 CCR 9792.10.4(a)).</summary>
    [Function(nameof(PostConsolidation))]
    public async Task<IResult> PostConsolidation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/consolidation")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        var body = await JsonBody.ReadAsync<ConsolidationBody>(request, cancellation);
        if (body.Value is null)
            return Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]);
        var caller = request.Caller();
        List<ApplicationProblem> problems = [.. Said.Needed(body.Value.Reason, "$.reason", "Why they are decided together, for the record.")];
        if (body.Value.With is not { Count: > 0 and <= ConsolidationDesk.Most } || body.Value.With.Any(n => n is null || n == record.Review.CaseNumber))
            problems.Add(new ApplicationProblem("$.with", "Missing, too many, or this case itself.", $"One to {ConsolidationDesk.Most} other case numbers."));
        if (StatementDesk.RequestId(request, caller, body.Raw) is not { } requestId)
            return Problem.Of(400, "The Idempotency-Key can't be used.", context.InvocationId, [new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens.")]);
        if (problems.Count > 0)
            return Problem.Of(400, "The statement has problems; nothing was stored.", context.InvocationId, problems);
        var outcome = await desk.DecideAsync(record, [.. body.Value.With!.Select(n => n!).Distinct()], requestId, ContentHash.Of(body.Raw), caller.ToString(), body.Value.Reason!.Trim(), cancellation);
        return outcome switch
        {
            { Problems.Count: > 0 } => Problem.Of(409, "These cases can't be decided together; nothing was stored.", context.InvocationId, outcome.Problems),
            { Decision: { } decision } => Results.Json(decision, ImrJson.Options, statusCode: 201),
            _ => Problem.Of(409, "This Idempotency-Key was used for another statement, or a case changed just now; look at it again.", context.InvocationId),
        };
    }

    private async Task<IReadOnlyList<RelatedCaseView>> CasesAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.ApplicationHash is not { } hash)
            return [];
        var application = await step.ApplicationAsync(record.Review.CaseNumber, hash, cancellation);
        var mine = ConsolidationDesk.Side(record, application);
        return [.. (await related.FindAsync(record.Review.CaseNumber, record.FirstArrival, application, cancellation)).Select(r => RelatedCaseView.Of(r, mine))];
    }
}

/// <param name="Merged">Cases that were merged into this one.</param>
/// <param name="Cases">The nearest first; at most 20 are compared.</param>
public sealed record RelatedView(
    CaseNumber CaseNumber,
    CaseNumber? MergedInto,
    IReadOnlyList<MergedCase> Merged,
    CaseNumber? ConsolidationGroup,
    IReadOnlyList<ConsolidationDecision> Consolidations,
    IReadOnlyList<RelatedCaseView> Cases);

/// <param name="Earlier">Whether it arrived before the case that was asked about.</param>
/// <param name="WorkerPoints">How much speaks for the same worker; 50 are enough.</param>
/// <param name="DecisionPoints">How much speaks for the same UR decision; 40 are enough.</param>
/// <param name="Obstacles">What stands against deciding them together; empty: nothing.</param>
public sealed record RelatedCaseView(
    CaseNumber CaseNumber,
    int Round,
    ReviewStage Stage,
    CaseEnd? Outcome,
    DateOnly ReceivedOn,
    bool Earlier,
    DisputeRelation Relation,
    int WorkerPoints,
    int DecisionPoints,
    IReadOnlyList<FieldAgreement> Facts,
    IReadOnlyList<ItemMatch> Items,
    IReadOnlyList<string> Obstacles)
{
    internal static RelatedCaseView Of(RelatedCase related, ConsolidationSide mine)
    {
        var (record, comparison) = (related.Record, related.Comparison);
        return new RelatedCaseView(
            record.Review.CaseNumber,
            record.Review.Round,
            record.Stage,
            record.End,
            record.ReceivedOn,
            related.Earlier,
            comparison.Relation,
            comparison.WorkerPoints,
            comparison.DecisionPoints,
            [.. comparison.Worker, .. comparison.Decision],
            comparison.Items,
            Consolidation.Obstacles(mine, ConsolidationDesk.Side(record, related.Application), comparison));
    }
}

public sealed record ConsolidationBody(IReadOnlyList<CaseNumber?>? With, string? Reason);
