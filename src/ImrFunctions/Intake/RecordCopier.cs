using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>One version of an upload.</summary>
/// <param name="Name">Within the case's folder of documents.</param>
public sealed record UploadVersion(string Name, DateTimeOffset At, ETag ETag, long Bytes, string ContentType);

/// <summary>
/// Copies an upload create-only under its hash and derives its text. The upload may change meanwhile, so every read is bound to the version that was hashed.
/// </summary>
public sealed class RecordCopier(CaseStorage storage, ImmutableCache cache)
{
    /// <summary>Text is derived from documents up to this size, about a thousand pages; a larger one counts as unread, so that one file can't hold up a case. Bytes.</summary>
    public const long MaxTextBytes = 2 * 1024 * 1024;

    public static string RecordName(CaseNumber caseNumber, ContentHash sha256) => $"{caseNumber}/{sha256}";

    public static string TextName(ContentHash sha256) => $"{sha256}.json";

    /// <returns>Null when the upload is gone.</returns>
    public async Task<CaseDocument?> CopyAsync(CaseNumber caseNumber, ImrApplication application, string name, DateTimeOffset at, CancellationToken cancellation)
    {
        var upload = storage.CaseFiles.GetBlobClient($"{caseNumber}/{DocumentStore.Folder}{name}");
        try
        {
            var properties = (await upload.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return await CopyVersionAsync(caseNumber, application, new UploadVersion(name, at, properties.ETag, properties.ContentLength, properties.ContentType), cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Copies an upload that was listed, without asking for it again unless it changed since.</summary>
    /// <returns>Null when the upload is gone.</returns>
    public async Task<CaseDocument?> CopyListedAsync(CaseNumber caseNumber, ImrApplication application, UploadVersion version, CancellationToken cancellation)
    {
        try
        {
            return await CopyVersionAsync(caseNumber, application, version, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return await CopyAsync(caseNumber, application, version.Name, version.At, cancellation);
        }
    }

    /// <summary>Copies an accepted record into another case. Its text is kept by its hash and serves both.</summary>
    public async Task CopyRecordAsync(CaseNumber from, CaseNumber to, ContentHash sha256, CancellationToken cancellation)
    {
        var record = storage.Records.GetBlobClient(RecordName(from, sha256));
        var properties = (await record.GetPropertiesAsync(cancellationToken: cancellation)).Value;
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = properties.ContentType },
            Metadata = properties.Metadata,
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await using var content = await record.OpenReadAsync(cancellationToken: cancellation);
            await storage.Records.GetBlobClient(RecordName(to, sha256)).UploadAsync(content, options, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The same content was accepted there before: its name is its hash.
        }
    }

    private async Task<CaseDocument> CopyVersionAsync(CaseNumber caseNumber, ImrApplication application, UploadVersion version, CancellationToken cancellation)
    {
        var (name, at) = (version.Name, version.At);
        var upload = storage.CaseFiles.GetBlobClient($"{caseNumber}/{DocumentStore.Folder}{name}");
        var text = version.Bytes <= MaxTextBytes
            ? await CopySmallAsync(upload, version, caseNumber, cancellation)
            : await CopyLargeAsync(upload, version, caseNumber, cancellation);
        await storage.RecordText.CreateJsonAsync(TextName(text.Sha256), text, cancellation);
        // The evaluation reads it soon.
        cache.Keep(TextName(text.Sha256), text, text.Pages.Sum(p => (long)p.Text.Length * sizeof(char)));
        var kind = DocumentStore.Listed(application, name)?.Kind ?? DocumentKind.Other;
        return new CaseDocument(text.Sha256, kind, name, at, text.Pages.Count, text.EveryPageRead);
    }

    private async Task<RecordText> CopySmallAsync(BlobClient upload, UploadVersion version, CaseNumber caseNumber, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        var bytes = (await upload.DownloadContentAsync(options, cancellation)).Value.Content.ToMemory();
        var text = DocumentText.Read(bytes, version.Name);
        await storage.Records.CreateAsync(RecordName(caseNumber, text.Sha256), bytes.ToArray(), version.ContentType, cancellation);
        return text;
    }

    private async Task<RecordText> CopyLargeAsync(BlobClient upload, UploadVersion version, CaseNumber caseNumber, CancellationToken cancellation)
    {
        var bound = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        ContentHash hash;
        await using (var first = await upload.OpenReadAsync(bound, cancellation))
            hash = ContentHash.Parse(Convert.ToHexStringLower(await SHA256.HashDataAsync(first, cancellation)));
        await using var second = await upload.OpenReadAsync(bound, cancellation);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = version.ContentType },
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
