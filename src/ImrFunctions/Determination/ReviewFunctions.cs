using Imr.Core.Guidelines;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Evaluation;
using ImrFunctions.Intake;
using ImrFunctions.Matching;
using ImrFunctions.Operations;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Determination;

/// <summary>What the assigned reviewer decides on. The machine's draft is not in it before her own view is stored.</summary>
public sealed class ReviewFunctions(CaseAccess access, StepContext step, CurrentEvaluation evaluations, DraftStore drafts)
{
    [Function(nameof(GetReview))]
    public async Task<IResult> GetReview(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/review")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindWholeAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Snapshot is not { Record: var record, InRecord: var listed } snapshot || !record.Reviewers.Contains(request.Caller().Id))
            return lookup.Refusal ?? Problem.Of(404, "There is no such case.", context.InvocationId);
        var application = (await step.InReviewAsync(record, cancellation)).OfPart(record.PartOf(request.Caller().Id));
        var provisional = snapshot.ProvisionalBy(request.Caller().Id);
        var evaluation = provisional ? await evaluations.TryReadAsync(snapshot, cancellation) : null;
        return Results.Json(
            new
            {
                record.Review.CaseNumber,
                record.Review.Round,
                record.Stage,
                record.DeterminationAttempt,
                urDecision = application.UrDecision,
                items = application.DisputedItems,
                documents = listed,
                recordsHash = RecordsHash.Of(listed),
                lateDocuments = listed.Where(d => LateRecords.IsLate(record, d)).Select(d => d.Sha256),
                guidelines = InForce(application),
                provisionalStored = provisional,
                evaluation,
                quality = (await LastDraftAsync(record, cancellation))?.Report,
            },
            ImrJson.Options);
    }

    /// <summary>The last quality report: what was returned, or what passed.</summary>
    [Function(nameof(GetQuality))]
    public async Task<IResult> GetQuality(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/quality")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        return await LastDraftAsync(record, cancellation) is { } draft
            ? Results.Json(new { attempt = LastAttempt(record), report = draft.Report }, ImrJson.Options)
            : Problem.Of(404, "No determination was checked yet.", context.InvocationId);
    }

    private static int LastAttempt(CaseRecord record) => record.DraftAttempt ?? (record.Letters.Count > 0 ? record.DeterminationAttempt : record.DeterminationAttempt - 1);

    private static IEnumerable<object> InForce(Imr.Core.Cases.ImrApplication application)
        => CaseTreatments.Of(application)
            .SelectMany(t => GuidelineLibrary.Default.InForce(t, application.UrDecision.DecisionDate) is { } guideline ? new[] { guideline } : [])
            .DistinctBy(g => g.Id)
            .Select(g => (object)new { g.Id, g.Citation, g.Region, g.Status });

    private async Task<Draft?> LastDraftAsync(CaseRecord record, CancellationToken cancellation)
        => LastAttempt(record) is > 0 and var attempt ? await drafts.TryReadAsync(record.Review, attempt, cancellation) : null;
}
