using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Bulk;

/// <summary>One decision for many cases: previewed, then done to exactly the cases that were shown.</summary>
public sealed class BulkFunctions(BulkPlanner planner, OperationLedger ledger, TimeProvider time)
{
    [Function(nameof(PreviewBulk))]
    public async Task<IResult> PreviewBulk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bulk/preview")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var (asked, _, refusal) = await ReadAsync(request, context, cancellation);
        if (asked is null)
            return refusal!;
        return await planner.PlanAsync(asked, cancellation) is { } preview ? Results.Json(preview, ImrJson.Options) : TooMany(context);
    }

    /// <summary>Does what was previewed; the same again is answered as the first was.</summary>
    [Function(nameof(PostBulk))]
    public async Task<IResult> PostBulk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bulk")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var (asked, previewId, refusal) = await ReadAsync(request, context, cancellation);
        if (asked is null)
            return refusal!;
        if (previewId is null)
            return Problem.Of(400, "The bulk has problems; nothing was done.", context.InvocationId, [new ApplicationProblem("$.previewId", "Missing.", "The previewId of POST /api/bulk/preview.")]);
        var caller = request.Caller().ToString();
        var hash = ContentHash.Of(ImrJson.WriteBytes(asked)).Value;
        if (await ledger.TryReadAsync(previewId, cancellation) is { } earlier)
            return earlier.RequestHash == hash ? Started(earlier) : Problem.Of(409, "This preview was of another request; nothing was done.", context.InvocationId);
        if (await planner.PlanAsync(asked, cancellation) is not { } preview)
            return TooMany(context);
        if (preview.PreviewId != previewId)
            return Problem.Of(409, "The cases are others than in the preview, or the request is; nothing was done. Preview again.", context.InvocationId);
        var operation = new Operation(Operation.CurrentSchemaVersion, previewId, OperationKind.Bulk, caller, time.GetUtcNow(), hash, ImrJson.Write(asked), null, null);
        return Started(await ledger.StartAsync(operation, [.. preview.Cases.Select(c => new OperationCase(c.CaseNumber, c.Attempt, null, null, c.ReviewerId))], cancellation));
    }

    [Function(nameof(GetBulk))]
    public async Task<IResult> GetBulk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/bulk/{id}")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        if (!OperationLedger.IsId(id) || await ledger.TryReadAsync(id, cancellation) is not { Kind: OperationKind.Bulk } operation)
            return Problem.Of(404, "There is no such bulk.", context.InvocationId);
        var asked = ImrJson.Read<BulkRequest>(operation.Request);
        var cases = await ledger.CasesAsync(id, BulkForm.MaxCases, onlyToDo: false, cancellation);
        return Results.Json(
            new BulkReportView(id, asked.Action, operation.By, operation.At, asked.Reason, asked.To, asked.Cause, operation.DoneAt, cases.Count(c => c.Outcome is null), [.. cases.Select(c => new BulkOutcomeView(c.CaseNumber, c.Outcome, c.At))]),
            ImrJson.Options);
    }

    private static async Task<(BulkRequest? Asked, string? PreviewId, IResult? Refusal)> ReadAsync(HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<BulkBody>(request, cancellation);
        if (body.Value is null)
            return (null, null, Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]));
        var problems = new List<ApplicationProblem>();
        var asked = BulkForm.Read(body.Value, problems);
        return asked is null ? (null, null, Problem.Of(400, "The bulk has problems; nothing was done.", context.InvocationId, problems)) : (asked, body.Value.PreviewId, null);
    }

    private static IResult TooMany(FunctionContext context)
        => Problem.Of(400, "Too many cases for one bulk.", context.InvocationId, [new ApplicationProblem("$.filter", "More cases suit than one bulk takes.", $"A filter that at most {BulkForm.MaxCases} cases suit.")]);

    private static IResult Started(Operation operation)
        => Results.Json(new { id = operation.Id, report = "/api/bulk/" + operation.Id }, ImrJson.Options, statusCode: 202);
}
