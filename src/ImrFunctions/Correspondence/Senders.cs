using System.Text;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Correspondence;

/// <summary>What is given to a sender at once: a mail batch, or one item.</summary>
/// <param name="Id">The batch's id, or the item's place: deterministic, so that a repeat after a crash makes the same files.</param>
public sealed record Dispatch(string Id, DateOnly Day, IReadOnlyList<DispatchItem> Items);

/// <param name="Position">From 1.</param>
public sealed record DispatchItem(int Position, OutgoingItem Item, OutgoingBody Body);

/// <summary>
/// Hands items to whatever carries them. One a channel; a gateway's adapter replaces a local one in the service collection. The same dispatch may come again
/// after a crash and must then do no more than the first time.
/// </summary>
public interface ICorrespondenceSender
{
    DeliveryChannel Channel { get; }

    Task SendAsync(Dispatch dispatch, CancellationToken cancellation);
}

/// <summary>The bytes of what an item encloses.</summary>
public sealed class OutgoingDocumentSource(CaseStorage storage, ImmutableCache cache)
{
    /// <summary>In the order of the item; null while a letter's files are not stored: the register says that it is issued a moment before.</summary>
    /// <exception cref="InvalidOperationException">A notice is not what the item says it is.</exception>
    public async Task<IReadOnlyList<(OutgoingDocument Document, byte[] Html)>?> TryReadAsync(OutgoingItem item, OutgoingBody body, CancellationToken cancellation)
    {
        var read = new List<(OutgoingDocument, byte[])>();
        foreach (var document in item.Documents)
        {
            if ((document.Name == OutgoingDocuments.Notice ? Notice(document, body) : await LetterAsync(item, document, cancellation)) is not { } html)
                return null;
            read.Add((document, html));
        }

        return read;
    }

    /// <inheritdoc cref="TryReadAsync"/>
    public async Task<IReadOnlyList<(OutgoingDocument Document, byte[] Html)>> ReadAsync(OutgoingItem item, OutgoingBody body, CancellationToken cancellation)
        => await TryReadAsync(item, body, cancellation) ?? throw new InvalidOperationException("A letter that an item encloses is missing.");

    private static byte[] Notice(OutgoingDocument document, OutgoingBody body)
    {
        var html = Encoding.UTF8.GetBytes(NoticeHtml.Render(body.Notice));
        return ContentHash.Of(html) == document.Sha256 ? html : throw new InvalidOperationException("A notice does not render as it did when its item was made.");
    }

    /// <summary>Every recipient of a letter gets the same file.</summary>
    private async Task<byte[]?> LetterAsync(OutgoingItem item, OutgoingDocument letter, CancellationToken cancellation)
    {
        var name = $"{item.Review.CaseNumber}/{letter.Name}/final-determination.html";
        if (cache.Find<byte[]>(name) is { } kept)
            return kept;
        return await storage.Letters.TryReadAsync(name, cancellation) is { } content ? cache.Keep(name, content.ToArray(), content.ToMemory().Length) : null;
    }
}

/// <summary>
/// The mail room's folder: for each envelope a cover sheet and its contents, named so that printing in the order of names fills the envelopes in order, and
/// last a manifest: while it is absent the folder is not complete.
/// </summary>
public sealed class MailSender(IOutgoingFiles files, OutgoingDocumentSource documents) : ICorrespondenceSender
{
    public DeliveryChannel Channel => DeliveryChannel.MailBatch;

    public async Task SendAsync(Dispatch dispatch, CancellationToken cancellation)
    {
        var sheets = new List<CoverSheetFacts>();
        foreach (var (position, item, body) in dispatch.Items)
        {
            var sheet = new CoverSheetFacts(dispatch.Id, position, dispatch.Day, item, item.Service.Number, body.To, NoticeHtml.Title(body.Notice));
            await WriteAsync($"{position:D4}-0-cover.html", Encoding.UTF8.GetBytes(CoverSheet.Render(sheet)));
            var n = 0;
            foreach (var (document, html) in await documents.ReadAsync(item, body, cancellation))
                await WriteAsync($"{position:D4}-{++n}-{(document.Name == OutgoingDocuments.Notice ? "notice" : "letter")}.html", html);
            sheets.Add(sheet);
        }

        await files.WriteAsync($"mail/{dispatch.Id}/manifest.csv", Encoding.UTF8.GetBytes(BatchManifest.Render(sheets)), "text/csv; charset=utf-8", cancellation);

        Task WriteAsync(string name, byte[] html) => files.WriteAsync($"mail/{dispatch.Id}/{name}", html, "text/html; charset=utf-8", cancellation);
    }
}

/// <summary>A hand-off file for a fax or e-mail gateway beside the documents that it sends.</summary>
public abstract class HandOffSender(DeliveryChannel channel, IOutgoingFiles files, OutgoingDocumentSource documents) : ICorrespondenceSender
{
    public DeliveryChannel Channel => channel;

    public async Task SendAsync(Dispatch dispatch, CancellationToken cancellation)
    {
        foreach (var (_, item, body) in dispatch.Items)
        {
            var names = new List<string>();
            foreach (var (document, html) in await documents.ReadAsync(item, body, cancellation))
            {
                names.Add($"{names.Count + 1}-{(document.Name == OutgoingDocuments.Notice ? "notice" : "letter")}.html");
                await files.WriteAsync($"{dispatch.Id}/{names[^1]}", html, "text/html; charset=utf-8", cancellation);
            }

            var address = channel == DeliveryChannel.Fax ? body.To.Fax! : body.To.Email!;
            var handOff = new GatewayHandOff(GatewayHandOff.CurrentSchemaVersion, item.Review, item.ItemId, item.Service.Number, channel, body.To.Name, address, names);
            // Last: whoever sees it finds the documents there.
            await files.WriteAsync($"{dispatch.Id}/hand-off.json", ImrJson.WriteBytes(handOff), "application/json", cancellation);
        }
    }
}

/// <param name="Address">The fax number or the e-mail address.</param>
/// <param name="Documents">File names beside this one, in order.</param>
public sealed record GatewayHandOff(
    int SchemaVersion, ReviewKey Review, string ItemId, int Service, DeliveryChannel Channel, string Name, string Address, IReadOnlyList<string> Documents) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

public sealed class FaxSender(IOutgoingFiles files, OutgoingDocumentSource documents) : HandOffSender(DeliveryChannel.Fax, files, documents);

public sealed class EmailSender(IOutgoingFiles files, OutgoingDocumentSource documents) : HandOffSender(DeliveryChannel.Email, files, documents);

/// <summary>The portal is this system: the item's own row is what the recipient sees.</summary>
public sealed class PortalSender : ICorrespondenceSender
{
    public DeliveryChannel Channel => DeliveryChannel.Portal;

    public Task SendAsync(Dispatch dispatch, CancellationToken cancellation) => Task.CompletedTask;
}
