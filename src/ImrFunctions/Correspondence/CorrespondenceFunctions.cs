using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Correspondence;

/// <summary>What went out, over HTTP, for staff.</summary>
public sealed class CorrespondenceFunctions(CaseAccess access, CorrespondenceStore store, CorrespondenceIndex index, ServiceDesk desk, MailRoom mailRoom)
{
    [Function(nameof(GetCorrespondence))]
    public async Task<IResult> GetCorrespondence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/correspondence")] HttpRequest request,
        string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { Review.CaseNumber: var number })
            return lookup.Refusal!;
        var items = await store.OfCaseAsync(number, cancellation);
        return Results.Json(new CorrespondenceView(number, [.. items.Select(i => OutgoingItemView.Of(i.Item))]), ImrJson.Options);
    }

    [Function(nameof(PostServed))]
    public Task<IResult> PostServed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/correspondence/{itemId}/served")] HttpRequest request,
        string caseNumber, string itemId, FunctionContext context, CancellationToken cancellation)
        => desk.ServeAsync(new ServiceCall(request, caseNumber, itemId, context.InvocationId), cancellation);

    [Function(nameof(PostReturned))]
    public Task<IResult> PostReturned(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/correspondence/{itemId}/returned")] HttpRequest request,
        string caseNumber, string itemId, FunctionContext context, CancellationToken cancellation)
        => desk.ReturnAsync(new ServiceCall(request, caseNumber, itemId, context.InvocationId), cancellation);

    [Function(nameof(PostReserve))]
    public Task<IResult> PostReserve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/correspondence/{itemId}/reserve")] HttpRequest request,
        string caseNumber, string itemId, FunctionContext context, CancellationToken cancellation)
        => desk.ReserveAsync(new ServiceCall(request, caseNumber, itemId, context.InvocationId), cancellation);

    /// <summary>One page of what is not served, over all cases.</summary>
    [Function(nameof(ListCorrespondence))]
    public async Task<IResult> ListCorrespondence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/correspondence")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        if (CorrespondenceQuery.Parse(request.Query, out var problems) is not { } query)
            return Problem.Of(400, "The list can't be made.", context.InvocationId, problems);
        return Results.Json(await query.RunAsync(index, cancellation), ImrJson.Options);
    }

    /// <summary>Makes a mail batch now of whatever waits, or finishes the one that was begun.</summary>
    [Function(nameof(PostMailBatch))]
    public async Task<IResult> PostMailBatch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/correspondence/batches")] HttpRequest request, CancellationToken cancellation)
    {
        var batch = await mailRoom.MakeAsync(now: true, cancellation);
        return Results.Json(new MailBatchView(batch?.BatchId, batch?.Items.Count ?? 0), ImrJson.Options);
    }
}

/// <summary>A checked request for a page of items. <c>Unserved</c>: what waits, then what was handed off.</summary>
/// <param name="Continuation">The list's place in the order of lists, a colon, the last row's key.</param>
internal sealed record CorrespondenceQuery(IReadOnlyList<(string Partition, string? Filter)> Lists, int Limit, string? Continuation)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const string States = "Waiting, HandedOff, Returned, Reserved, Unserved";

    public static CorrespondenceQuery? Parse(IQueryCollection query, out IReadOnlyList<ApplicationProblem> problems)
    {
        var found = new List<ApplicationProblem>();
        var lists = ListsOf(query["state"].ToString());
        if (lists.Count == 0)
            found.Add(new ApplicationProblem("query state", "There is no such list.", States));
        var limit = DefaultLimit;
        if (query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            found.Add(new ApplicationProblem("query limit", "Not a number of rows.", $"1 to {MaxLimit}"));
        var continuation = query["continuation"].ToString() is { Length: > 0 } token ? token : null;
        if (continuation is not null && Split(continuation, Math.Max(lists.Count, 1)) is null)
            found.Add(new ApplicationProblem("query continuation", "Not a continuation of ours.", "The continuation of the page before."));
        problems = found;
        return found.Count > 0 ? null : new CorrespondenceQuery(lists, Math.Min(limit, MaxLimit), continuation);
    }

    public async Task<CorrespondenceListView> RunAsync(CorrespondenceIndex index, CancellationToken cancellation)
    {
        var (at, after) = Continuation is null ? (0, null) : Split(Continuation, Lists.Count)!.Value;
        for (; at < Lists.Count; at++, after = null)
        {
            var page = await index.ListAsync(Lists[at].Partition, Lists[at].Filter, Limit, after, cancellation);
            if (page.Continuation is { } next)
                return new CorrespondenceListView(page.Items, $"{at}:{next}");
            if (page.Items.Count > 0)
                return new CorrespondenceListView(page.Items, at + 1 < Lists.Count ? $"{at + 1}:" : null);
        }

        return new CorrespondenceListView([], null);
    }

    private static IReadOnlyList<(string, string?)> ListsOf(string state)
        => state switch
        {
            nameof(OutgoingState.Waiting) or nameof(OutgoingState.Reserved) => [(CorrespondenceIndex.ToSend, TableClient.CreateQueryFilter($"State eq {state}"))],
            nameof(OutgoingState.HandedOff) => [(CorrespondenceIndex.HandedOff, null)],
            nameof(OutgoingState.Returned) => [(CorrespondenceIndex.Returned, null)],
            "Unserved" => [(CorrespondenceIndex.ToSend, null), (CorrespondenceIndex.HandedOff, null)],
            _ => [],
        };

    private static (int At, string? After)? Split(string continuation, int lists)
    {
        var colon = continuation.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(continuation.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= lists)
            return null;
        var rest = continuation[(colon + 1)..];
        return (at, rest.Length == 0 ? null : rest);
    }
}
