using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Intake.Control;
using ImrFunctions.Review;

namespace ImrFunctions.Intake.Tray;

/// <summary>Where pages of a tray item are filed, by whom and why.</summary>
/// <param name="Id">Of the request: the same again is the same filing.</param>
/// <param name="Pages">Of the item; null: all that it has.</param>
public sealed record TrayOrder(string Id, string RequestHash, PageRange? Pages, CaseNumber CaseNumber, DocumentKind Kind, string? Name, string Reason, string By, DateTimeOffset At);

/// <summary>What came of it.</summary>
/// <param name="Refused">Why not, for a 409; null when it is filed.</param>
public sealed record TrayOutcome(ContentHash? Document, TrayItem? Item, string? Refused);

/// <summary>
/// Files tray items. The document comes to stand in the case first, with its act and the fact that wakes the review; then the tray notes it. A crash in between
/// leaves an open item, and the repeated request goes on.
/// </summary>
public sealed class TrayDesk(TrayStore tray, CaseSnapshots snapshots, RecordActs acts, RecordCopier copier, DocumentStore documents, DocumentViews views, StepContext step)
{
    private const int MaxTries = 5;

    public async Task<TrayOutcome> FileAsync(DurableTaskClient client, string itemId, TrayOrder order, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await tray.FindAsync(itemId, cancellation) is not { Item: var item } there)
                return new TrayOutcome(null, null, "There is no such item.");
            if (item.Filed.FirstOrDefault(f => f.Id == order.Id) is { } before)
                return before.CaseNumber == order.CaseNumber ? new TrayOutcome(before.Document, item, null) : Refuse(item, "This Idempotency-Key was used for another filing.");
            if (Refusal(item, order) is { } refusal)
                return Refuse(item, refusal);
            if (await snapshots.TryReadAsync(order.CaseNumber, cancellation) is not { Record: { Open: true, ApplicationHash: not null } } snapshot)
                return Refuse(item, "There is no open case of this number with an application.");
            var placed = await PlaceAsync(client, item, order, snapshot, cancellation);
            if (placed.Refused is not null)
                return placed with { Item = item };
            if (placed.Document is not { } document)
                continue;
            var filed = item.File(new TrayFiling(order.Id, PageChecks.Whole(order.Pages, item.PageCount), order.CaseNumber, document, order.Reason, order.By, order.At));
            if (await tray.ReplaceAsync(there, filed, [], cancellation))
                return new TrayOutcome(document, filed, null);
        }

        return Refuse(null, "The item or the case is being changed by somebody else; look again.");
    }

    /// <summary>Divides an item: its parts stand in the tray in its place.</summary>
    public async Task<TrayOutcome> SplitAsync(string itemId, IReadOnlyList<DocumentPartBody> parts, TrayEnd end, CancellationToken cancellation)
    {
        if (await tray.FindAsync(itemId, cancellation) is not { Item: var item } there)
            return Refuse(null, "There is no such item.");
        if (item.End is { Kind: TrayEndKind.Split } done && done.Id == end.Id)
            return new TrayOutcome(null, item, null);
        if (!item.Open || item.Filed.Count > 0 || item.Reason == TrayReason.IdentityOpen)
            return Refuse(item, item.Open ? "Pages of it are filed, or it stands in a case: only an untouched item can be divided." : "The item is no longer in the tray.");
        var made = parts.Select(part => Part(item, part, end.At)).ToList();
        return await tray.ReplaceAsync(there, item with { End = end }, made, cancellation) ? new TrayOutcome(null, item with { End = end }, null) : Refuse(item, "The item is being changed by somebody else; look again.");
    }

    /// <summary>The ids of an item's parts.</summary>
    internal static IEnumerable<string> PartIds(TrayItem item, IEnumerable<DocumentPartBody> parts) => parts.Select(p => PartId(item, p.Pages!));

    /// <summary>A person ends an item that belongs nowhere.</summary>
    public async Task<TrayOutcome> CloseAsync(string itemId, TrayEnd end, CancellationToken cancellation)
    {
        if (await tray.FindAsync(itemId, cancellation) is not { Item: var item } there)
            return Refuse(null, "There is no such item.");
        if (item.End is { } ended)
            return ended.Id == end.Id ? new TrayOutcome(null, item, null) : Refuse(item, "The item is no longer in the tray.");
        if (item.Reason == TrayReason.IdentityOpen)
            return Refuse(item, InCase(item));
        return await tray.ReplaceAsync(there, item with { End = end }, [], cancellation) ? new TrayOutcome(null, item with { End = end }, null) : Refuse(item, "The item is being changed by somebody else; look again.");
    }

    private static TrayOutcome Refuse(TrayItem? item, string why) => new(null, item, why);

    private static string InCase(TrayItem item) => $"The document stands in {item.CaseNumber}: settle whose its pages are with POST /api/cases/{item.CaseNumber}/documents/{item.Sha256}/identity.";

    private static string? Refusal(TrayItem item, TrayOrder order)
    {
        if (!item.Open)
            return "The item is no longer in the tray.";
        if (item.Reason == TrayReason.IdentityOpen)
            return InCase(item);
        var pages = order.Pages ?? new PageRange(1, item.PageCount);
        return item.Left.Any(left => left.Contains(pages)) ? null : $"Some of these pages are filed already. Left: {string.Join(", ", item.Left)}.";
    }

    private static string PartId(TrayItem item, PageRange pages) => TrayItem.IdOf("part", item.Id, pages.ToString());

    private static TrayItem Part(TrayItem item, DocumentPartBody part, DateTimeOffset at)
        => item with
        {
            Id = PartId(item, part.Pages!),
            Reason = TrayReason.Part,
            Name = part.Name ?? DocumentViews.NameOf(item.Name, part.Pages!),
            PageCount = part.Pages!.Count,
            Within = item.InFile(part.Pages!),
            ListedAt = at,
        };

    /// <summary>Makes the document stand in the case: a copy of the file, or pages of it as a view.</summary>
    /// <returns>No document when somebody was faster.</returns>
    private async Task<TrayOutcome> PlaceAsync(DurableTaskClient client, TrayItem item, TrayOrder order, CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var number = order.CaseNumber;
        if (await acts.TryReadAsync(number, order.Id, cancellation) is { } earlier)
        {
            return earlier.RequestHash == order.RequestHash && earlier.By == order.By
                ? new TrayOutcome(earlier.Document, null, null)
                : Refuse(null, "This Idempotency-Key was used for another act; nothing was stored.");
        }

        var origin = new DocumentOrigin(null, null, item.Id, order.By, order.At);
        var inItem = PageChecks.Whole(order.Pages, item.PageCount);
        var inFile = inItem is not null || item.Within is not null ? item.InFile(order.Pages ?? new PageRange(1, item.PageCount)) : null;
        CaseDocument document;
        if (inFile is null)
        {
            await copier.CopyRecordAsync(item.Place, number, item.Sha256, cancellation);
            var text = await documents.TextAsync(item.Sha256, cancellation);
            document = new CaseDocument(item.Sha256, order.Kind, order.Name ?? item.Name, item.ArrivedAt, text.Pages.Count, text.EveryPageRead) { Origin = origin }.With(text);
        }
        else
        {
            document = await views.CreateAsync(item.Sha256, inFile, order.Kind, order.Name ?? (item.Within is null ? DocumentViews.NameOf(item.Name, inFile) : item.Name), item.ArrivedAt, origin, cancellation);
        }

        var known = snapshot.Documents.FirstOrDefault(d => d.Sha256 == document.Sha256);
        var (state, tag) = await acts.StateAsync(number, document.Sha256, cancellation);
        var again = state.FileAgain(order.By, order.At, order.Reason);
        var stateChanges = ImrJson.Write(again) != ImrJson.Write(state);
        var act = new RecordAct(RecordAct.CurrentSchemaVersion, order.Id, "File", document.Sha256, inFile, order.Reason, order.By, order.At, order.RequestHash, item.Id, []);
        // The case has this content already: one document, whatever the name.
        var change = new RecordChange(snapshot.Record, act, stateChanges ? again : null, tag, known is null ? [document] : []) { ChangesSet = known is null || stateChanges };
        if (!await acts.WriteAsync(client, change, cancellation))
            return new TrayOutcome(null, null, null);
        await documents.WatchAsync(number, await step.InReviewAsync(snapshot.Record, cancellation), document, cancellation);
        return new TrayOutcome(document.Sha256, null, null);
    }
}
