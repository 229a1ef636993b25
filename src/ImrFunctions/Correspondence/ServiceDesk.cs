using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Correspondence;

/// <summary>A call that records something of an item.</summary>
public sealed record ServiceCall(HttpRequest Request, string CaseNumber, string ItemId, string RefId);

/// <summary>
/// Records service, return and re-service: once (a repeat is answered as the first was), only what the item's state allows (else 409 with what is possible).
/// </summary>
public sealed class ServiceDesk(CaseStorage storage, CaseAccess access, CorrespondenceStore store, CaseIndex index, OutboxSignal signal, TimeProvider time)
{
    public Task<IResult> ServeAsync(ServiceCall call, CancellationToken cancellation)
        => RecordAsync<ServedBody>(
            call, OutgoingAction.Serve, s => s.Proof?.Request,
            (body, item, mark, caller) => Task.FromResult(body.Problems(item, time.GetUtcNow()) is { Count: > 0 } problems
                ? new Recorded(null, problems)
                : new Recorded(item.Serve(new ServiceProof(caller.ToString(), time.GetUtcNow(), body.Method!.Value, body.ServedOn!.Value, body.TrackingId, mark)), [])),
            cancellation);

    /// <summary>The notice to staff is written in the same transaction.</summary>
    public Task<IResult> ReturnAsync(ServiceCall call, CancellationToken cancellation)
        => RecordAsync<ReturnedBody>(
            call, OutgoingAction.Return, s => s.Returned?.Request,
            (body, item, mark, caller) => Task.FromResult(body.Problems() is { Count: > 0 } problems
                ? new Recorded(null, problems)
                : new Recorded(item.Return(new ServiceReturn(caller.ToString(), time.GetUtcNow(), body.Reason!.Value, mark)), [])),
            cancellation);

    /// <summary>The new service's body is stored first, under a name of the request's own: what the row names is what was asked for.</summary>
    public Task<IResult> ReserveAsync(ServiceCall call, CancellationToken cancellation)
        => RecordAsync<ReserveBody>(
            call, OutgoingAction.Reserve, s => s.Order.Request,
            async (body, item, mark, caller) =>
            {
                var before = await storage.Outgoing.ReadJsonAsync<OutgoingBody>(item.Service.Body, cancellation);
                if (body.Problems(item, before.To) is { Count: > 0 } problems)
                    return new Recorded(null, problems);
                var next = before with { Channel = body.Channel ?? item.Service.Channel, To = body.To(before.To) };
                var name = $"{item.MessageId}/{item.Recipient}.s{item.Services.Count + 1}-{ContentHash.Of(ImrJson.WriteBytes(mark)).Value[..16]}.json";
                await storage.Outgoing.CreateAsync(name, ImrJson.WriteBytes(next), "application/json", cancellation);
                return new Recorded(item.Reserve(next.Channel, name, new ServiceOrder(caller.ToString(), time.GetUtcNow(), mark)), []);
            },
            cancellation);

    private async Task<IResult> RecordAsync<TBody>(
        ServiceCall call, OutgoingAction action, Func<ItemService, RequestMark?> markOf, Func<TBody, OutgoingItem, RequestMark, Principal, Task<Recorded>> record, CancellationToken cancellation)
        where TBody : class
    {
        var lookup = await access.FindAsync(call.Request, call.CaseNumber, call.RefId, cancellation);
        if (lookup.Record is not { } ofCase)
            return lookup.Refusal!;
        var body = await JsonBody.ReadAsync<TBody>(call.Request, cancellation);
        if (body.Value is null)
            return Problem.Of(400, "The request can't be read.", call.RefId, [body.Problem!]);
        var caller = call.Request.Caller();
        if (StatementDesk.RequestId(call.Request, caller, body.Raw) is not { } requestId)
            return Problem.Of(400, "The Idempotency-Key can't be used.", call.RefId, [new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens.")]);
        var mark = new RequestMark(requestId, ContentHash.Of(body.Raw).Value);
        while (true)
        {
            if (await store.FindAsync(ofCase.Review.CaseNumber, call.ItemId, cancellation) is not { } stored)
                return Problem.Of(404, "The case has no such item.", call.RefId);
            if (Earlier(call, stored.Item, markOf, requestId) is { } earlier)
            {
                if (earlier != mark)
                    return Problem.Of(409, "This Idempotency-Key was used for another statement; nothing was stored.", call.RefId);
                await RepairAsync(stored.Item, cancellation);
                return Results.Json(OutgoingItemView.Of(stored.Item), ImrJson.Options);
            }

            if (OutgoingTransitions.Next(stored.Item.State, action) is null)
                return Problem.Of(409, $"The item is {stored.Item.State} and does not take this now.", call.RefId, possible: OutgoingItemView.PossibleFor(stored.Item.State));
            var recorded = await record(body.Value, stored.Item, mark, caller);
            if (recorded.Item is not { } moved)
                return Problem.Of(400, "The statement has problems; nothing was stored.", call.RefId, recorded.Problems);
            List<TableEntity> rows = moved.State == OutgoingState.Returned ? [CorrespondenceDesk.ReturnedNotice(moved, ofCase.Priority, time.GetUtcNow())] : [];
            if (rows.Count > 0)
                await index.WatchClosedAsync(ofCase, cancellation);
            if (!await store.MoveAsync([(stored, moved)], rows, cancellation))
                continue;
            if (rows.Count > 0)
                await signal.SendAsync(ofCase.Review.CaseNumber, cancellation);
            return Results.Json(OutgoingItemView.Of(moved), ImrJson.Options);
        }
    }

    /// <summary>By the caller's own key a repeat is known for ever; the same words without one say something new about a new service.</summary>
    private static RequestMark? Earlier(ServiceCall call, OutgoingItem item, Func<ItemService, RequestMark?> markOf, string requestId)
        => call.Request.Headers.ContainsKey("Idempotency-Key")
            ? item.Services.Select(markOf).OfType<RequestMark>().FirstOrDefault(m => m.RequestId == requestId)
            : markOf(item.Service) is { } last && last.RequestId == requestId ? last : null;

    /// <summary>The first call may have died before its last step.</summary>
    private async Task RepairAsync(OutgoingItem item, CancellationToken cancellation)
    {
        await store.RepairAsync(item, cancellation);
        if (item.State == OutgoingState.Returned)
            await signal.SendAsync(item.Review.CaseNumber, cancellation);
    }

    /// <param name="Item">Null when <paramref name="Problems"/> says what is wrong.</param>
    private sealed record Recorded(OutgoingItem? Item, IReadOnlyList<ApplicationProblem> Problems);
}
