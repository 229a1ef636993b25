using Imr.Core.Correspondence;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Operations;
using Microsoft.Extensions.Logging;

namespace ImrFunctions.Correspondence;

/// <summary>Gives waiting items other than mail to their senders, one by one, oldest first. An item that fails keeps no other from going.</summary>
public sealed class Dispatcher(
    CaseStorage storage, CorrespondenceStore store, CorrespondenceIndex index, OutgoingDocumentSource documents, IEnumerable<ICorrespondenceSender> senders, TimeProvider time,
    ILogger<Dispatcher> logger)
{
    private const int PageSize = 200;

    private static readonly string NotMail = TableClient.CreateQueryFilter($"Channel ne {nameof(DeliveryChannel.MailBatch)}");

    /// <returns>How many went.</returns>
    public async Task<int> SendWaitingAsync(CancellationToken cancellation)
    {
        var sent = 0;
        string? after = null;
        do
        {
            var page = await index.ListAsync(CorrespondenceIndex.ToSend, NotMail, PageSize, after, cancellation);
            foreach (var listed in page.Items)
                sent += await SendSafelyAsync(listed, cancellation) ? 1 : 0;
            after = page.Continuation;
        }
        while (after is not null);
        return sent;
    }

    private async Task<bool> SendSafelyAsync(ListedItem listed, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(listed, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("Item {ItemId} of {CaseNumber} was not handed off: {Code}, {Type}.", listed.ItemId, listed.CaseNumber, FailureMiddleware.Classify(e), e.GetType().Name);
            return false;
        }
    }

    private async Task<bool> SendAsync(ListedItem listed, CancellationToken cancellation)
    {
        // Listed before its item stands: the message comes again.
        if (await store.FindAsync(listed.CaseNumber, listed.ItemId, cancellation) is not { } stored)
            return false;
        var item = stored.Item;
        if (OutgoingTransitions.Next(item.State, OutgoingAction.HandOff) is null || item.Service.Channel == DeliveryChannel.MailBatch)
        {
            await index.RepairAsync(item, cancellation);
            return false;
        }

        var body = await storage.Outgoing.ReadJsonAsync<OutgoingBody>(item.Service.Body, cancellation);
        if (await documents.TryReadAsync(item, body, cancellation) is null)
            return false;
        var now = time.GetUtcNow();
        var id = $"{item.Service.Channel.ToString().ToLowerInvariant()}/{item.Review.CaseNumber}/{item.ItemId}-s{item.Service.Number}";
        await senders.Last(s => s.Channel == item.Service.Channel).SendAsync(new Dispatch(id, PacificTime.LegalDay(now), [new DispatchItem(1, item, body)]), cancellation);
        var moved = item.Service.Channel == DeliveryChannel.Portal ? CorrespondenceDesk.Place(item, now) : item.HandOff(new HandOff(now, id));
        return await store.MoveAsync([(stored, moved)], [], cancellation);
    }
}
