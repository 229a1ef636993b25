using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake.Text;

/// <summary>
/// The text of records, <c>record-text/{sha256}.json</c>: derived once, then never changed; except that a text which was not read for a reason that passes gives
/// way to a later reading.
/// </summary>
public sealed class RecordTexts(CaseStorage storage, ImmutableCache cache)
{
    /// <returns>Null when the document was never read.</returns>
    public async Task<RecordText?> TryReadAsync(ContentHash sha256, CancellationToken cancellation)
    {
        var name = RecordCopier.TextName(sha256);
        if (cache.Find<RecordText>(name) is { } kept)
            return kept;
        return await storage.RecordText.TryReadAsync(name, cancellation) is { } content ? Keep(ImrJson.Read<RecordText>(content.ToMemory().Span), content.ToMemory().Length) : null;
    }

    /// <exception cref="InvalidOperationException">The document was never read.</exception>
    public async Task<RecordText> ReadAsync(ContentHash sha256, CancellationToken cancellation)
        => await TryReadAsync(sha256, cancellation) ?? throw new InvalidOperationException("A stored text of a record is missing.");

    /// <returns>The text that is stored: this one, or one that was there before and is as good.</returns>
    public async Task<RecordText> StoreAsync(RecordText text, CancellationToken cancellation)
    {
        var name = RecordCopier.TextName(text.Sha256);
        var bytes = ImrJson.WriteBytes(text);
        if (await storage.RecordText.TryCreateAsync(name, bytes, "application/json", cancellation))
            return Keep(text, bytes.Length);
        var blob = (await storage.RecordText.GetBlobClient(name).DownloadContentAsync(cancellation)).Value;
        var there = ImrJson.Read<RecordText>(blob.Content.ToMemory().Span);
        if (!there.MayBeReadAgain || text.MayBeReadAgain && text.PagesRead <= there.PagesRead)
            return Keep(there, blob.Content.ToMemory().Length);
        try
        {
            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BlobText.HashMetadata] = ContentHash.Of(bytes).Value },
                Conditions = new BlobRequestConditions { IfMatch = blob.Details.ETag },
            };
            await storage.RecordText.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), options, cancellation);
            return Keep(text, bytes.Length);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Somebody else read it again meanwhile: that one stands.
            return ImrJson.Read<RecordText>((await storage.RecordText.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content.ToMemory().Span);
        }
    }

    /// <summary>A text that may still change is not kept: another instance may have read the document again.</summary>
    private RecordText Keep(RecordText text, long bytes) => text.MayBeReadAgain ? text : cache.Keep(RecordCopier.TextName(text.Sha256), text, bytes);
}
