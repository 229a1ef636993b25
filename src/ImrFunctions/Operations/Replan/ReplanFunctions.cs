using System.Text.Json;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Operations.Calendar;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Replan;

/// <summary>A change of holidays or rules: what it does to running clocks, and doing it.</summary>
public sealed class ReplanFunctions(Calendars calendars, ReplanPlanner planner, OperationLedger ledger, TimeProvider time)
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 500;
    private const int MaxReported = 5000;

    [Function(nameof(GetClosures))]
    public async Task<IResult> GetClosures([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/closures")] HttpRequest request, CancellationToken cancellation)
    {
        var closures = await calendars.ReadAsync(cancellation);
        return Results.Json(new ClosuresView(closures.Days, closures.Changes), ImrJson.Options);
    }

    /// <summary>One page of open cases: the running clocks that would end on another day.</summary>
    [Function(nameof(PreviewReplan))]
    public async Task<IResult> PreviewReplan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/replan/preview")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var (asked, body, refusal) = await ReadAsync(request, context, reasonNeeded: false, cancellation);
        if (asked is null)
            return refusal!;
        var days = (await calendars.ReadAsync(cancellation)).After(asked.Added, asked.Removed);
        var page = await planner.PageAsync(Calendars.With(days), Math.Min(body!.Limit ?? DefaultLimit, MaxLimit), body.Continuation, cancellation);
        // The pages of one preview have one id: the first page's.
        var id = body.PreviewId is { } first && ReplanPreviewId.Fits(first, days) ? first : ReplanPreviewId.Of(time.GetUtcNow(), days);
        return Results.Json(new ReplanPreviewView(id, days, page.CasesSeen, [.. page.Cases.Select(c => c.View())], page.Unread, page.Continuation), ImrJson.Options);
    }

    /// <summary>Stores the closures and plans the running clocks of every open case anew.</summary>
    [Function(nameof(PostReplan))]
    public async Task<IResult> PostReplan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/replan")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var (asked, body, refusal) = await ReadAsync(request, context, reasonNeeded: true, cancellation);
        if (asked is null)
            return refusal!;
        if (body!.PreviewId is not { } id)
            return Problem.Of(400, "The request has problems; nothing was changed.", context.InvocationId, [new ApplicationProblem("$.previewId", "Missing.", "The previewId of POST /api/replan/preview.")]);
        var hash = ContentHash.Of(ImrJson.WriteBytes(asked)).Value;
        if (await ledger.TryReadAsync(id, cancellation) is { } earlier)
            return earlier.RequestHash == hash ? Started(earlier) : Problem.Of(409, "This preview was of another request; nothing was changed.", context.InvocationId);
        if (!ReplanPreviewId.Fits(id, (await calendars.ReadAsync(cancellation)).After(asked.Added, asked.Removed)))
            return Problem.Of(409, "Closures or rules are others than in the preview, or the request is; nothing was changed. Preview again.", context.InvocationId);
        var operation = new Operation(Operation.CurrentSchemaVersion, id, OperationKind.Replan, request.Caller().ToString(), time.GetUtcNow(), hash, ImrJson.Write(asked), null, null);
        return Started(await ledger.StartAsync(operation, [], cancellation));
    }

    [Function(nameof(GetReplan))]
    public async Task<IResult> GetReplan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/replan/{id}")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        if (!OperationLedger.IsId(id) || await ledger.TryReadAsync(id, cancellation) is not { Kind: OperationKind.Replan } operation)
            return Problem.Of(404, "There is no such re-planning.", context.InvocationId);
        var asked = ImrJson.Read<ReplanRequest>(operation.Request);
        var cases = await ledger.CasesAsync(id, MaxReported, onlyToDo: false, cancellation);
        return Results.Json(
            new ReplanReportView(id, operation.By, operation.At, asked.Reason, asked.Added, asked.Removed, operation.DoneAt, [.. cases.Select(Outcome)]),
            ImrJson.Options);
    }

    private static ReplanOutcomeView Outcome(OperationCase one)
        => new(one.CaseNumber, one.Outcome, one.At, one.Detail is null ? null : JsonSerializer.Deserialize<List<ShiftView>>(one.Detail, ImrJson.Options));

    private static async Task<(ReplanRequest? Asked, ReplanBody? Body, IResult? Refusal)> ReadAsync(HttpRequest request, FunctionContext context, bool reasonNeeded, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<ReplanBody>(request, cancellation);
        if (body.Value is null)
            return (null, null, Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]));
        var problems = new List<ApplicationProblem>();
        if (body.Value.Limit is < 1)
            problems.Add(new ApplicationProblem("$.limit", "Not a number of cases.", $"1 to {MaxLimit}"));
        if (body.Value.Continuation is { } continuation && !ListQuery.IsContinuation(continuation))
            problems.Add(new ApplicationProblem("$.continuation", "Not a continuation of ours.", "The continuation of the page before."));
        if (body.Value.PreviewId is { } id && !OperationLedger.IsId(id))
            problems.Add(new ApplicationProblem("$.previewId", "Not the id of a preview.", "The previewId of POST /api/replan/preview."));
        var asked = ReplanForm.Read(body.Value, reasonNeeded, problems);
        return asked is null ? (null, null, Problem.Of(400, "The request has problems; nothing was changed.", context.InvocationId, problems)) : (asked, body.Value, null);
    }

    private static IResult Started(Operation operation)
        => Results.Json(new { id = operation.Id, report = "/api/replan/" + operation.Id }, ImrJson.Options, statusCode: 202);
}
