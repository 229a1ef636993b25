using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Operations.Archive;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Cases;

/// <summary>Cases over HTTP: one case, its status, lists. Reads the register and the index, never the orchestration.</summary>
public sealed class CaseFunctions(CaseAccess access, CaseRegister register, CaseIndex index, IOptions<ArchiveOptions> retention, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    [Function(nameof(GetCase))]
    public async Task<IResult> GetCase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        if (retention.Value.IsOver(record, time.GetUtcNow()))
            return Gone(context);
        var timeline = await register.TimelineAsync(record.Review.CaseNumber, cancellation);
        // After the timeline: what stands there has happened in the record too.
        var current = await register.GetAsync(record.Review.CaseNumber, cancellation);
        return Results.Json(CaseView.Of(current, timeline, request.Caller(), time.GetUtcNow()), ImrJson.Options);
    }

    /// <summary>202 while open, 200 when done: the letter's address, or none when the case ended without one.</summary>
    [Function(nameof(GetCaseStatus))]
    public async Task<IResult> GetCaseStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/status")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        if (retention.Value.IsOver(record, time.GetUtcNow()))
            return Gone(context);
        var stage = CaseView.StageFor(request.Caller(), record.Stage);
        if (record.Open)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Results.Json(new { caseNumber = record.Review.CaseNumber, stage, done = false, problems = CaseView.ProblemsFor(request.Caller(), record) }, ImrJson.Options, statusCode: 202);
        }

        var letter = record.Letters.Count > 0 ? LetterView.Link(record.Review.CaseNumber, record.Letters[^1], "txt") : null;
        return Results.Json(new ClosedStatus(record.Review.CaseNumber, stage, true, record.End!.Value, letter), StatusJson);
    }

    /// <summary>One page of a stage's or an organization's cases, newest first; without either, of all open stages in turn.</summary>
    [Function(nameof(ListCases))]
    public async Task<IResult> ListCases(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var asked = ListQuery.Parse(request.Query, DefaultLimit, MaxLimit, out var problems);
        if (asked is null)
            return Problem.Of(400, "The list can't be made.", context.InvocationId, problems);
        var caller = request.Caller();
        if (caller.Role == Role.Claims)
        {
            if (asked.Organization is not null && asked.Organization != caller.Organization)
                return Problem.Of(404, "There is no such organization.", context.InvocationId);
            asked = asked with { Organization = caller.Organization };
        }

        var page = await asked.RunAsync(index, cancellation);
        return Results.Json(
            new CaseList([.. page.Cases.Select(c => CaseListRow.Of(c, caller))], page.Continuation),
            ImrJson.Options);
    }

    /// <summary>The tombstone of a case whose retention is over.</summary>
    private static IResult Gone(FunctionContext context) => Problem.Of(410, "The case was here; its retention is over.", context.InvocationId);

    /// <summary>The one answer in which an absent letter must stand as <c>null</c>.</summary>
    private static System.Text.Json.JsonSerializerOptions StatusJson { get; } = new(ImrJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    private sealed record ClosedStatus(CaseNumber CaseNumber, ReviewStage Stage, bool Done, CaseEnd Outcome, string? Letter);
}

public sealed record CaseList(IReadOnlyList<CaseListRow> Cases, string? Continuation);

public sealed record CaseListRow(
    CaseNumber CaseNumber, int Round, ReviewStage Stage, string DxcStatus, string OrganizationId, DateOnly ReceivedOn, Priority Priority, DateTimeOffset UpdatedAt)
{
    public static CaseListRow Of(IndexedCase indexed, Principal caller)
        => new(
            indexed.CaseNumber, indexed.Round, CaseView.StageFor(caller, indexed.Stage), Imr.Core.Cases.DxcStatus.Of(indexed.Stage),
            indexed.OrganizationId, indexed.ReceivedOn, indexed.Priority, indexed.UpdatedAt);
}
