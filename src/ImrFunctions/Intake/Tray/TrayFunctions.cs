using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Control;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Tray;

/// <summary>The tray of documents that belong to no case yet, and what an operator does with them.</summary>
public sealed class TrayFunctions(TrayStore tray, TrayDesk desk, CaseStorage storage, DocumentStore documents, ReadTrail trail, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>One page of what is open, the longest waiting first; by reason.</summary>
    [Function(nameof(GetTray))]
    public async Task<IResult> GetTray(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tray")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var problems = new List<ApplicationProblem>();
        TrayReason? reason = null;
        if (Given("reason") is { } word)
        {
            if (Enum.TryParse<TrayReason>(word, ignoreCase: true, out var known) && Enum.IsDefined(known))
                reason = known;
            else
                problems.Add(new ApplicationProblem("query reason", "There is no such reason.", string.Join(", ", Enum.GetNames<TrayReason>())));
        }

        var limit = DefaultLimit;
        if (Given("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            problems.Add(new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {MaxLimit}"));
        var continuation = Given("continuation");
        if (continuation is not null && !TrayStore.IsContinuation(continuation))
            problems.Add(new ApplicationProblem("query continuation", "Not a continuation of ours.", "The continuation of the page before."));
        return problems.Count > 0
            ? Problem.Of(400, "The tray can't be listed.", context.InvocationId, problems)
            : Results.Json(await tray.ListAsync(reason, Math.Min(limit, MaxLimit), continuation, cancellation), ImrJson.Options);

        string? Given(string name) => request.Query[name].ToString() is { Length: > 0 } given ? given : null;
    }

    [Function(nameof(GetTrayItem))]
    public async Task<IResult> GetTrayItem(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tray/{id}")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
        => await tray.FindAsync(id, cancellation) is { } found ? Results.Json(found.Item, ImrJson.Options) : Unknown(context);

    /// <summary>The file, or for a part of one the text of its pages. Who reads it is noted.</summary>
    [Function(nameof(GetTrayContent))]
    public async Task<IResult> GetTrayContent(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/tray/{id}/content")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        // What stands in a case is read there, where seals are known.
        if (await tray.FindAsync(id, cancellation) is not { Item: { Reason: not TrayReason.IdentityOpen } item })
            return Unknown(context);
        await trail.NoteAsync(storage.Tray, TrayStore.Partition, item.Sha256, request.Caller(), cancellation);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        if (item.Within is { } within)
        {
            var text = await documents.TextAsync(item.Sha256, cancellation);
            return Results.Text(string.Join('\f', text.Pages.Where(p => within.Contains(p.Number)).Select(p => p.Readable ? p.Text : $"[Page {p.Number} could not be read.]")), "text/plain; charset=utf-8");
        }

        return Results.Stream(await storage.Records.GetBlobClient(item.Place).OpenReadAsync(cancellationToken: cancellation), item.ContentType.Length > 0 ? item.ContentType : "application/octet-stream");
    }

    /// <summary>Files an item, or pages of it, in a case.</summary>
    [Function(nameof(PostTrayAssign))]
    public async Task<IResult> PostTrayAssign(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tray/{id}/assign")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
    {
        var (call, refusal) = await ReadAsync<AssignBody>(request, id, b => b.Reason, context, cancellation);
        if (call is not { Body: var body, Item: var item })
            return refusal!;
        List<ApplicationProblem> problems = [.. PageChecks.In(body.Pages, item.PageCount, "$.pages"), .. PageChecks.Name(body.Name, "$.name")];
        if (body.CaseNumber is null)
            problems.Add(new ApplicationProblem("$.caseNumber", "Missing.", "The case in which it is filed."));
        if (body.Kind is null)
            problems.Add(new ApplicationProblem("$.kind", "Missing.", string.Join(", ", Enum.GetNames<DocumentKind>())));
        if (problems.Count > 0)
            return Wrong(problems, context);
        var order = new TrayOrder(call.RequestId, call.Hash, body.Pages, body.CaseNumber!, body.Kind!.Value, body.Name, call.Reason, call.By, time.GetUtcNow());
        return Answer(await desk.FileAsync(client, id, order, cancellation), context);
    }

    /// <summary>Divides an item into several.</summary>
    [Function(nameof(PostTraySplit))]
    public async Task<IResult> PostTraySplit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tray/{id}/split")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        var (call, refusal) = await ReadAsync<SplitBody>(request, id, b => b.Reason, context, cancellation);
        if (call is not { Body: var body, Item: var item })
            return refusal!;
        List<ApplicationProblem> problems = [.. PageChecks.Divide(body.Parts, item.PageCount)];
        for (var i = 0; i < (body.Parts?.Count ?? 0); i++)
            problems.AddRange(PageChecks.Name(body.Parts![i]?.Name, $"$.parts[{i}].name"));
        if (problems.Count > 0)
            return Wrong(problems, context);
        // More parts than fit into one transaction with their rows in the list.
        if (body.Parts!.Count > MaxParts)
            return Wrong([new ApplicationProblem("$.parts", "Too many parts at once.", $"At most {MaxParts}; divide a part again.")], context);
        var outcome = await desk.SplitAsync(id, body.Parts, call.End(TrayEndKind.Split, time.GetUtcNow()), cancellation);
        return outcome.Refused is null ? Results.Json(new { item = outcome.Item, parts = TrayDesk.PartIds(item, body.Parts) }, ImrJson.Options) : Answer(outcome, context);
    }

    /// <summary>Ends an item that belongs to no case. It is kept.</summary>
    [Function(nameof(PostTrayClose))]
    public async Task<IResult> PostTrayClose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tray/{id}/close")] HttpRequest request, string id, FunctionContext context, CancellationToken cancellation)
    {
        var (call, refusal) = await ReadAsync<CloseBody>(request, id, b => b.Reason, context, cancellation);
        return call is null ? refusal! : Answer(await desk.CloseAsync(id, call.End(TrayEndKind.Closed, time.GetUtcNow()), cancellation), context);
    }

    private const int MaxParts = 45;

    private static IResult Answer(TrayOutcome outcome, FunctionContext context)
        => outcome.Refused is { } refused ? Problem.Of(409, refused, context.InvocationId) : Results.Json(new { item = outcome.Item, document = outcome.Document }, ImrJson.Options);

    private static IResult Unknown(FunctionContext context) => Problem.Of(404, "There is no such item in the tray.", context.InvocationId);

    private static IResult Wrong(IReadOnlyList<ApplicationProblem> problems, FunctionContext context)
        => Problem.Of(400, "The request has problems; nothing was stored.", context.InvocationId, problems);

    private async Task<(TrayCall<T>? Call, IResult? Refusal)> ReadAsync<T>(HttpRequest request, string id, Func<T, string?> reasonOf, FunctionContext context, CancellationToken cancellation)
        where T : class
    {
        if (await tray.FindAsync(id, cancellation) is not { Item: var item })
            return (null, Unknown(context));
        var body = await JsonBody.ReadAsync<T>(request, cancellation);
        if (body.Value is not { } value)
            return (null, Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]));
        var caller = request.Caller();
        List<ApplicationProblem> problems = [.. Said.Needed(reasonOf(value), "$.reason", "Why, for the record.")];
        var requestId = StatementDesk.RequestId(request, caller, body.Raw);
        if (requestId is null)
            problems.Add(new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens."));
        return problems.Count > 0
            ? (null, Wrong(problems, context))
            : (new TrayCall<T>(value, item, requestId!, ContentHash.Of(body.Raw).Value, reasonOf(value)!.Trim(), caller.ToString()), null);
    }

    private sealed record TrayCall<T>(T Body, TrayItem Item, string RequestId, string Hash, string Reason, string By)
    {
        public TrayEnd End(TrayEndKind kind, DateTimeOffset at) => new(RequestId, kind, Reason, By, at);
    }
}

/// <param name="Pages">Of the item, such as <c>3-5</c>; null: all.</param>
public sealed record AssignBody(CaseNumber? CaseNumber, PageRange? Pages, DocumentKind? Kind, string? Name, string? Reason);

public sealed record CloseBody(string? Reason);
