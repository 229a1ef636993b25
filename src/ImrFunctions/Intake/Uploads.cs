using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <param name="Content">Null when it is larger than asked for.</param>
/// <param name="ArrivedAt">When it was uploaded, not when we look at it: the legal arrival.</param>
public sealed record Upload(BinaryData? Content, DateTimeOffset ArrivedAt);

/// <summary>An upload by its content.</summary>
/// <param name="Name">Its place in the container of uploads.</param>
/// <param name="Content">Null when it is too large to be held.</param>
public sealed record UploadedFile(string Name, BinaryData? Content, ContentHash Sha256, DateTimeOffset ArrivedAt);

/// <summary>Reads the container of uploads; never writes or deletes there, except what HTTP uploaders send through us.</summary>
public sealed class Uploads(CaseStorage storage)
{
    /// <returns>Null when the upload is gone.</returns>
    public async Task<Upload?> ReadAsync(string name, long maxBytes, CancellationToken cancellation)
    {
        var blob = storage.CaseFiles.GetBlobClient(name);
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            if (properties.ContentLength > maxBytes)
                return new Upload(null, properties.LastModified);
            var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            return new Upload((await blob.DownloadContentAsync(options, cancellation)).Value.Content, properties.LastModified);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The upload with the hash of its content, however large it is.</summary>
    /// <returns>Null when it is gone, or changed while it was read: then it arrives once more.</returns>
    public async Task<UploadedFile?> FileAsync(string name, Upload upload, CancellationToken cancellation)
        => upload.Content is { } content
            ? new UploadedFile(name, content, ContentHash.Of(content.ToMemory().Span), upload.ArrivedAt)
            : await HashAsync(name, cancellation) is { } hash ? new UploadedFile(name, null, hash, upload.ArrivedAt) : null;

    /// <returns>Null when the upload is gone or changed while it was read.</returns>
    public async Task<ContentHash?> HashAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await using var content = await storage.CaseFiles.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
            return ContentHash.Parse(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)));
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <returns>Null when the upload is gone.</returns>
    public async Task<DateTimeOffset?> ArrivedAtAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await storage.CaseFiles.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellation)).Value.LastModified;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
