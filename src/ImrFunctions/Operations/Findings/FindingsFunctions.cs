using System.Globalization;
using System.Text;
using Imr.Core.Cases;
using Imr.Core.Eligibility.Findings;
using Imr.Core.Serialization;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Findings;

/// <summary>Proposals on eligibility as a file, and the findings in the same file when it comes back: previewed, then stated for exactly the cases that were shown.</summary>
public sealed class FindingsFunctions(FindingsPlanner planner, OperationLedger ledger, TimeProvider time)
{
    /// <summary>Names the next page in the answer of <see cref="GetFindings"/>.</summary>
    public const string ContinuationHeader = "Imr-Continuation";

    /// <summary>Bytes. A file of as many rows as one takes is far smaller.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    [Function(nameof(GetFindings))]
    public async Task<IResult> GetFindings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/findings")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var limit = FindingsPlanner.MaxCases;
        if (request.Query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > FindingsPlanner.MaxCases))
            return Problem.Of(400, "The list can't be made.", context.InvocationId, [new ApplicationProblem("query limit", "Not a number in range.", $"1 to {FindingsPlanner.MaxCases}.")]);
        var continuation = request.Query["continuation"].ToString();
        var page = await planner.ProposalsAsync(limit, continuation.Length > 0 ? continuation : null, cancellation);
        if (page.Continuation is { } next)
            request.HttpContext.Response.Headers[ContinuationHeader] = next;
        return Results.Text(FindingsFile.Write(page.Rows), "text/csv", Encoding.UTF8);
    }

    [Function(nameof(PreviewFindings))]
    public async Task<IResult> PreviewFindings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/findings/preview")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var (plan, refusal) = await ReadAsync(request, context, cancellation);
        return plan is null ? refusal! : Results.Json(plan.Preview, ImrJson.Options);
    }

    /// <summary>States what was previewed; the same again is answered as the first was.</summary>
    [Function(nameof(PostFindings))]
    public async Task<IResult> PostFindings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/findings")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var previewId = request.Query["previewId"].ToString();
        if (!OperationLedger.IsId(previewId))
            return Problem.Of(400, "The findings have problems; nothing was stored.", context.InvocationId, [new ApplicationProblem("query previewId", "Missing.", "The previewId of POST /api/findings/preview.")]);
        if (await FileAsync(request, cancellation) is not { } file)
            return TooLarge(context);
        var caller = request.Caller().ToString();
        var hash = ContentHash.Of(Encoding.UTF8.GetBytes(file)).Value;
        if (await ledger.TryReadAsync(previewId, cancellation) is { } earlier)
        {
            return earlier is { Kind: OperationKind.Findings } && earlier.RequestHash == hash && earlier.By == caller
                ? Started(earlier)
                : Problem.Of(409, "This preview was of another file, or another person's; nothing was stored.", context.InvocationId);
        }

        var (plan, refusal) = await PlanAsync(request, file, context, cancellation);
        if (plan is null)
            return refusal!;
        if (plan.Preview!.PreviewId != previewId)
            return Problem.Of(409, "The cases are others than in the preview, or the file is; nothing was stored. Preview again.", context.InvocationId);
        var operation = new Operation(Operation.CurrentSchemaVersion, previewId, OperationKind.Findings, caller, time.GetUtcNow(), hash, ImrJson.Write(plan.Request!), null, null);
        return Started(await ledger.StartAsync(operation, [.. plan.Request!.Cases.Select(c => new OperationCase(c.CaseNumber, c.Attempt, null, null, null))], cancellation));
    }

    [Function(nameof(GetFindingsReport))]
    public async Task<IResult> GetFindingsReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/findings/{id}")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        if (!OperationLedger.IsId(id) || await ledger.TryReadAsync(id, cancellation) is not { Kind: OperationKind.Findings } operation)
            return Problem.Of(404, "There are no such findings.", context.InvocationId);
        var findings = ImrJson.Read<FindingsRequest>(operation.Request).Cases.ToDictionary(c => c.CaseNumber, c => c.Finding.Outcome);
        var cases = await ledger.CasesAsync(id, FindingsPlanner.MaxCases, onlyToDo: false, cancellation);
        return Results.Json(
            new FindingsReportView(id, operation.By, operation.At, operation.DoneAt, cases.Count(c => c.Outcome is null), [.. cases.Select(c => new FindingOutcomeView(c.CaseNumber, findings[c.CaseNumber], c.Outcome, c.At))]),
            ImrJson.Options);
    }

    private static IResult Started(Operation operation)
        => Results.Json(new { id = operation.Id, report = "/api/findings/" + operation.Id }, ImrJson.Options, statusCode: 202);

    private static IResult TooLarge(FunctionContext context) => Problem.Of(413, $"A file of findings has at most {MaxBytes / 1024 / 1024} MiB.", context.InvocationId);

    /// <summary>Null for a file that is too large.</summary>
    private static async Task<string?> FileAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                return null;
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        buffer.Position = 0;
        // Takes a byte order mark off, as spreadsheets write one.
        using var reader = new StreamReader(buffer, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    private async Task<(FindingsPlan? Plan, IResult? Refusal)> ReadAsync(HttpRequest request, FunctionContext context, CancellationToken cancellation)
        => await FileAsync(request, cancellation) is { } file ? await PlanAsync(request, file, context, cancellation) : (null, TooLarge(context));

    private async Task<(FindingsPlan? Plan, IResult? Refusal)> PlanAsync(HttpRequest request, string file, FunctionContext context, CancellationToken cancellation)
    {
        using var reader = new StringReader(file);
        var plan = await planner.PlanAsync(FindingsFile.Read(reader), request.Caller().ToString(), cancellation);
        return plan.Problems.Count == 0
            ? (plan, null)
            : (null, Problem.Of(400, "The findings have problems; nothing was stored.", context.InvocationId, [.. plan.Problems.Select(p => new ApplicationProblem(Place(p), p.Problem, p.Expected))]));
    }

    private static string Place(FindingsProblem problem)
        => problem.Row == 0 ? "file" : problem.Column.Length == 0 ? $"row {problem.Row}" : $"row {problem.Row}, column {problem.Column}";
}
