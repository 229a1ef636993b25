using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The quarantine, for who looks after it: what is in it, one entry, and what becomes of it.</summary>
public sealed class QuarantineFunctions(QuarantineIndex index, Quarantine quarantine, QuarantineDesk desk, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>One page, the oldest first: what is open or, with <c>state=Resolved</c>, what was resolved.</summary>
    [Function(nameof(ListQuarantine))]
    public async Task<IResult> ListQuarantine(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quarantine")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var problems = new List<ApplicationProblem>();
        var state = Given("state") ?? "Open";
        if (state is not ("Open" or "Resolved"))
            problems.Add(new ApplicationProblem("query state", "There is no such list.", "Open, Resolved"));
        var limit = DefaultLimit;
        if (Given("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            problems.Add(new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {MaxLimit}"));
        var continuation = Given("continuation");
        if (continuation is not null && !QuarantineIndex.IsContinuation(continuation))
            problems.Add(new ApplicationProblem("query continuation", "Not a continuation of ours.", "The continuation of the page before."));
        if (problems.Count > 0)
            return Problem.Of(400, "The list can't be made.", context.InvocationId, problems);
        var page = await index.ListAsync(state == "Resolved", Math.Min(limit, MaxLimit), continuation, cancellation);
        var now = time.GetUtcNow();
        return Results.Json(new QuarantineListView([.. page.Entries.Select(e => QuarantineRowView.Of(e, now))], page.Continuation), ImrJson.Options);

        string? Given(string name) => request.Query[name].ToString() is { Length: > 0 } given ? given : null;
    }

    [Function(nameof(GetQuarantineEntry))]
    public async Task<IResult> GetQuarantineEntry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quarantine/{folder}/{sha256}")] HttpRequest request,
        string folder, string sha256, FunctionContext context, CancellationToken cancellation)
        => await FindAsync(folder, sha256, cancellation) is { } entry
            ? Results.Json(QuarantineEntryView.Of(folder, entry, await quarantine.ResolutionAsync(folder, entry.Sha256, cancellation)), ImrJson.Options)
            : Unknown(context);

    /// <summary>The bytes as they came, never as a page of ours.</summary>
    [Function(nameof(GetQuarantineUpload))]
    public async Task<IResult> GetQuarantineUpload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quarantine/{folder}/{sha256}/upload")] HttpRequest request,
        string folder, string sha256, FunctionContext context, CancellationToken cancellation)
    {
        if (await FindAsync(folder, sha256, cancellation) is not { } entry || await quarantine.ContentAsync(folder, entry.Sha256, cancellation) is not { } content)
            return Unknown(context);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(content.ToMemory(), "application/octet-stream");
    }

    /// <summary>Once: the same again is answered as before, something else is 409.</summary>
    [Function(nameof(PostQuarantineResolution))]
    public async Task<IResult> PostQuarantineResolution(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quarantine/{folder}/{sha256}/resolution")] HttpRequest request,
        string folder, string sha256, FunctionContext context, CancellationToken cancellation)
    {
        if (await FindAsync(folder, sha256, cancellation) is not { } entry)
            return Unknown(context);
        var body = await JsonBody.ReadAsync<QuarantineResolveBody>(request, cancellation);
        if (body.Value is not { } said)
            return Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]);
        var number = said.CaseNumber ?? (said.Action == QuarantineAction.Release && CaseNumber.TryParse(folder, null, out var own) ? own : null);
        List<ApplicationProblem> problems = [.. Problems(said, number)];
        if (problems.Count > 0)
            return Problem.Of(400, "The statement has problems; nothing was stored.", context.InvocationId, problems);
        var asked = new QuarantineResolution(
            QuarantineResolution.CurrentSchemaVersion, said.Action!.Value, number, said.Document, said.Reason!.Trim(), request.Caller().ToString(), time.GetUtcNow());
        var outcome = await desk.ResolveAsync(folder, entry, asked, cancellation);
        return outcome.Resolution is { } stands
            ? Results.Json(QuarantineEntryView.Of(folder, entry, stands), ImrJson.Options)
            : Problem.Of(409, outcome.Conflict!, context.InvocationId);
    }

    private static IEnumerable<ApplicationProblem> Problems(QuarantineResolveBody said, CaseNumber? number)
    {
        if (said.Action is null)
            yield return new ApplicationProblem("$.action", "Missing.", string.Join(", ", Enum.GetNames<QuarantineAction>()));
        foreach (var problem in Said.Needed(said.Reason, "$.reason", "Why, for the record."))
            yield return problem;
        if (said.Action is QuarantineAction.Release or QuarantineAction.Assign && number is null)
            yield return new ApplicationProblem("$.caseNumber", "Missing.", "The case to which it belongs, such as CM26-0000123.");
        if (said.Action == QuarantineAction.Dismiss && said.CaseNumber is not null)
            yield return new ApplicationProblem("$.caseNumber", "Only an entry that is released or assigned belongs to a case.", "Left out.");
        if (said.Document is not null && said.Action != QuarantineAction.Assign)
            yield return new ApplicationProblem("$.document", "Only an entry that is assigned becomes a document.", "Left out.");
        else if (said.Document is { } name && !ApplicationReader.IsDocumentName(name))
            yield return new ApplicationProblem("$.document", "Not a file name.", "At most 200 characters, no slashes.");
    }

    private async Task<QuarantineEntry?> FindAsync(string folder, string sha256, CancellationToken cancellation)
        => (folder == Quarantine.Unnumbered || CaseNumber.TryParse(folder, null, out _)) && ContentHash.TryParse(sha256, null, out var hash)
            ? await quarantine.FindAsync(folder, hash, cancellation)
            : null;

    private static IResult Unknown(FunctionContext context) => Problem.Of(404, "There is no such entry.", context.InvocationId);
}
