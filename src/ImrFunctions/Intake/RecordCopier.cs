using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>
/// Copies an upload create-only under its hash and derives its text. The upload may change meanwhile, so every read is bound to the version that was hashed.
/// </summary>
public sealed class RecordCopier(CaseStorage storage, ImmutableCache cache)
{
    /// <summary>Text is derived from documents up to this size; a larger one counts as unread. Bytes.</summary>
    public const long MaxTextBytes = 32 * 1024 * 1024;

    public static string RecordName(CaseNumber caseNumber, ContentHash sha256) => $"{caseNumber}/{sha256}";

    public static string TextName(ContentHash sha256) => $"{sha256}.json";

    /// <returns>Null when the upload is gone.</returns>
    public async Task<CaseDocument?> CopyAsync(CaseNumber caseNumber, ImrApplication application, string name, DateTimeOffset at, CancellationToken cancellation)
    {
        var upload = storage.CaseFiles.GetBlobClient($"{caseNumber}/{DocumentStore.Folder}{name}");
        BlobProperties properties;
        try
        {
            properties = await upload.GetPropertiesAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }

        var text = properties.ContentLength <= MaxTextBytes
            ? await CopySmallAsync(upload, properties, caseNumber, name, cancellation)
            : await CopyLargeAsync(upload, properties, caseNumber, cancellation);
        await storage.RecordText.CreateJsonAsync(TextName(text.Sha256), text, cancellation);
        // The evaluation reads it soon.
        cache.Keep(TextName(text.Sha256), text, text.Pages.Sum(p => (long)p.Text.Length * sizeof(char)));
        var kind = application.Documents.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase))?.Kind ?? DocumentKind.Other;
        return new CaseDocument(text.Sha256, kind, name, at, text.Pages.Count, text.EveryPageRead);
    }

    private async Task<RecordText> CopySmallAsync(BlobClient upload, BlobProperties properties, CaseNumber caseNumber, string name, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
        var bytes = (await upload.DownloadContentAsync(options, cancellation)).Value.Content.ToMemory();
        var text = DocumentText.Read(bytes, name);
        await storage.Records.CreateAsync(RecordName(caseNumber, text.Sha256), bytes.ToArray(), properties.ContentType, cancellation);
        return text;
    }

    private async Task<RecordText> CopyLargeAsync(BlobClient upload, BlobProperties properties, CaseNumber caseNumber, CancellationToken cancellation)
    {
        var version = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
        ContentHash hash;
        await using (var first = await upload.OpenReadAsync(version, cancellation))
            hash = ContentHash.Parse(Convert.ToHexStringLower(await SHA256.HashDataAsync(first, cancellation)));
        await using var second = await upload.OpenReadAsync(version, cancellation);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = properties.ContentType },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await storage.Records.GetBlobClient(RecordName(caseNumber, hash)).UploadAsync(second, options, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The same content was accepted before: its name is its hash.
        }

        return new RecordText(RecordText.CurrentSchemaVersion, hash, [new RecordPage(1, Readable: false, "")]);
    }
}
