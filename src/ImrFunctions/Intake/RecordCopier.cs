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

/// <param name="Place">Among the records.</param>
public sealed record StrayCopy(string Place, UploadVersion Version, RecordText Text);

/// <summary>
/// Copies an upload create-only under its hash and derives its text. The upload may change meanwhile, so every read is bound to the version that was hashed.
/// </summary>
public sealed class RecordCopier(CaseStorage storage, ImmutableCache cache)
{
    /// <summary>Text is derived from documents up to this size, about a thousand pages; a larger one counts as unread, so that one file can't hold up a case. Bytes.</summary>
    public const long MaxTextBytes = 2 * 1024 * 1024;

    /// <summary>Among the records: copies of uploads that no case has yet.</summary>
    public const string StrayFolder = "_tray";

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

    private async Task<CaseDocument> CopyVersionAsync(CaseNumber caseNumber, ImrApplication application, UploadVersion version, CancellationToken cancellation)
    {
        var (name, at) = (version.Name, version.At);
        var upload = storage.CaseFiles.GetBlobClient($"{caseNumber}/{DocumentStore.Folder}{name}");
        var text = await CopyAsync(upload, version, caseNumber.Value, cancellation);
        var kind = DocumentStore.Listed(application, name)?.Kind ?? DocumentKind.Other;
        return new CaseDocument(text.Sha256, kind, name, at, text.Pages.Count, text.EveryPageRead);
    }

    /// <summary>Copies an upload that belongs to no case yet.</summary>
    /// <param name="path">Its place among the uploads.</param>
    /// <returns>Null when the upload is gone.</returns>
    public async Task<StrayCopy?> CopyStrayAsync(string path, CancellationToken cancellation)
    {
        var upload = storage.CaseFiles.GetBlobClient(path);
        try
        {
            var properties = (await upload.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            var version = new UploadVersion(path[(path.LastIndexOf('/') + 1)..], properties.LastModified, properties.ETag, properties.ContentLength, properties.ContentType);
            var text = await CopyAsync(upload, version, StrayFolder, cancellation);
            return new StrayCopy($"{StrayFolder}/{text.Sha256}", version, text);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone, or changed while it was read: then its new version wakes us again.
            return null;
        }
    }

    /// <summary>Copies an accepted copy to a case, create-only.</summary>
    /// <param name="from">Its place among the records.</param>
    public async Task CopyRecordAsync(string from, CaseNumber to, ContentHash sha256, CancellationToken cancellation)
    {
        var target = storage.Records.GetBlobClient(RecordName(to, sha256));
        if (await target.ExistsAsync(cancellation))
            return;
        var source = storage.Records.GetBlobClient(from);
        var properties = (await source.GetPropertiesAsync(cancellationToken: cancellation)).Value;
        await using var content = await source.OpenReadAsync(cancellationToken: cancellation);
        await CreateAsync(target, content, properties.ContentType, cancellation);
    }

    private async Task<RecordText> CopyAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
    {
        var text = version.Bytes <= MaxTextBytes
            ? await CopySmallAsync(upload, version, folder, cancellation)
            : await CopyLargeAsync(upload, version, folder, cancellation);
        await storage.RecordText.CreateJsonAsync(TextName(text.Sha256), text, cancellation);
        // The evaluation reads it soon.
        cache.Keep(TextName(text.Sha256), text, text.Pages.Sum(p => (long)p.Text.Length * sizeof(char)));
        return text;
    }

    private async Task<RecordText> CopySmallAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        var bytes = (await upload.DownloadContentAsync(options, cancellation)).Value.Content.ToMemory();
        var text = DocumentText.Read(bytes, version.Name);
        await storage.Records.CreateAsync($"{folder}/{text.Sha256}", bytes.ToArray(), version.ContentType, cancellation);
        return text;
    }

    private async Task<RecordText> CopyLargeAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
    {
        var bound = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        ContentHash hash;
        await using (var first = await upload.OpenReadAsync(bound, cancellation))
            hash = ContentHash.Parse(Convert.ToHexStringLower(await SHA256.HashDataAsync(first, cancellation)));
        await using var second = await upload.OpenReadAsync(bound, cancellation);
        await CreateAsync(storage.Records.GetBlobClient($"{folder}/{hash}"), second, version.ContentType, cancellation);
        return new RecordText(RecordText.CurrentSchemaVersion, hash, [new RecordPage(1, Readable: false, "")]);
    }

    private static async Task CreateAsync(BlobClient target, Stream content, string contentType, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = UploadStreams.Transfer,
        };
        try
        {
            await target.UploadAsync(content, options, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The same content was accepted before: its name is its hash.
        }
    }
}
