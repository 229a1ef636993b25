using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Text;

namespace ImrFunctions.Intake;

/// <summary>One version of an upload.</summary>
/// <param name="Name">Within the case's folder of documents.</param>
public sealed record UploadVersion(string Name, DateTimeOffset At, ETag ETag, long Bytes, string ContentType);

/// <param name="Place">Among the records.</param>
public sealed record StrayCopy(string Place, UploadVersion Version, RecordText Text);

/// <summary>
/// Copies an upload create-only under its hash and derives its text. The upload may change meanwhile, so it is read once, bound to the version that was seen.
/// </summary>
public sealed class RecordCopier(CaseStorage storage, RecordReader reader, RecordTexts texts)
{
    /// <summary>Uploads up to this size are held in memory, larger ones in a file. Bytes.</summary>
    public const long MaxTextBytes = RecordReader.MaxTextBytes;

    private const int CopyBytes = 128 * 1024;

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

    /// <summary>The text of an accepted record; read again, from its copy, when that may give more than before.</summary>
    public async Task<RecordText> TextAsync(CaseNumber caseNumber, CaseDocument document, CancellationToken cancellation)
    {
        if (await texts.TryReadAsync(document.Sha256, cancellation) is { MayBeReadAgain: false } text)
            return text;
        await using var file = reader.CreateFile();
        await storage.Records.GetBlobClient(RecordName(caseNumber, document.Sha256)).DownloadToAsync(file, cancellation);
        return await texts.StoreAsync(await reader.ReadAsync(file, document.Name, document.Sha256, cancellation), cancellation);
    }

    private async Task<CaseDocument> CopyVersionAsync(CaseNumber caseNumber, ImrApplication application, UploadVersion version, CancellationToken cancellation)
    {
        var (name, at) = (version.Name, version.At);
        var upload = storage.CaseFiles.GetBlobClient($"{caseNumber}/{DocumentStore.Folder}{name}");
        var text = await CopyAsync(upload, version, caseNumber.Value, cancellation);
        var kind = DocumentStore.Listed(application, name)?.Kind ?? DocumentKind.Other;
        return new CaseDocument(text.Sha256, kind, name, at, text.Pages.Count, text.EveryPageRead).With(text);
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

    /// <summary>Copies an accepted copy to a case, create-only. Its text is kept by its hash and serves both.</summary>
    /// <param name="from">Its place among the records.</param>
    public async Task CopyRecordAsync(string from, CaseNumber to, ContentHash sha256, CancellationToken cancellation)
    {
        var target = storage.Records.GetBlobClient(RecordName(to, sha256));
        if (await target.ExistsAsync(cancellation))
            return;
        var source = storage.Records.GetBlobClient(from);
        var properties = (await source.GetPropertiesAsync(cancellationToken: cancellation)).Value;
        await using var content = await source.OpenReadAsync(cancellationToken: cancellation);
        await CreateAsync(target, content, sha256, properties.ContentType, cancellation);
    }

    private Task<RecordText> CopyAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
        => version.Bytes <= MaxTextBytes ? CopySmallAsync(upload, version, folder, cancellation) : CopyLargeAsync(upload, version, folder, cancellation);

    private async Task<RecordText> CopySmallAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        var bytes = (await upload.DownloadContentAsync(options, cancellation)).Value.Content.ToMemory();
        var hash = ContentHash.Of(bytes.Span);
        await storage.Records.CreateAsync($"{folder}/{hash}", bytes.ToArray(), version.ContentType, cancellation);
        return RecordReader.IsSlow(bytes.Span, version.Name)
            ? await TextAsync(hash, () => reader.ReadAsync(bytes, version.Name, cancellation), cancellation)
            : await texts.StoreAsync(await reader.ReadAsync(bytes, version.Name, cancellation), cancellation);
    }

    private async Task<RecordText> CopyLargeAsync(BlobClient upload, UploadVersion version, string folder, CancellationToken cancellation)
    {
        await using var file = reader.CreateFile();
        var hash = await DownloadAsync(upload, version, file, cancellation);
        file.Position = 0;
        await CreateAsync(storage.Records.GetBlobClient($"{folder}/{hash}"), file, hash, version.ContentType, cancellation);
        return await TextAsync(hash, () => reader.ReadAsync(file, version.Name, hash, cancellation), cancellation);
    }

    private static async Task CreateAsync(BlobClient target, Stream content, ContentHash hash, string contentType, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BlobText.HashMetadata] = hash.Value },
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

    /// <summary>In pieces, hashed on the way: memory does not grow with the document.</summary>
    private static async Task<ContentHash> DownloadAsync(BlobClient upload, UploadVersion version, FileStream file, CancellationToken cancellation)
    {
        var bound = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = version.ETag } };
        await using var source = await upload.OpenReadAsync(bound, cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        while (await source.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return ContentHash.Parse(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The same content, in this case or another, is read once.</summary>
    private async Task<RecordText> TextAsync(ContentHash hash, Func<Task<RecordText>> read, CancellationToken cancellation)
        => await texts.TryReadAsync(hash, cancellation) is { MayBeReadAgain: false } known ? known : await texts.StoreAsync(await read(), cancellation);
}
