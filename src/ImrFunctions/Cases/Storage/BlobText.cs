using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace ImrFunctions.Cases.Storage;

/// <summary>Create-only blobs: the second writer of the same name finds the first one's bytes in place.</summary>
internal static class BlobText
{
    public const string HashMetadata = "sha256";

    /// <returns>True when this call created the blob, false when it was there.</returns>
    /// <exception cref="InvalidOperationException">The blob is there with other bytes: what was issued is never replaced.</exception>
    public static async Task<bool> CreateAsync(this BlobContainerClient container, string name, byte[] bytes, string contentType, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient(name);
        var hash = ContentHash.Of(bytes).Value;
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [HashMetadata] = hash },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
            if (!properties.Value.Metadata.TryGetValue(HashMetadata, out var there) || there != hash)
                throw new InvalidOperationException("A create-only blob exists with other content.", e);
            return false;
        }
    }

    public static Task<bool> CreateJsonAsync<T>(this BlobContainerClient container, string name, T value, CancellationToken cancellation)
        => container.CreateAsync(name, ImrJson.WriteBytes(value), "application/json", cancellation);

    /// <summary>Reads a blob that never changes once it is there, at most once while the cache keeps it.</summary>
    /// <returns>Null when there is no such blob; that is not kept.</returns>
    public static async Task<T?> TryReadJsonAsync<T>(this BlobContainerClient container, string name, ImmutableCache cache, CancellationToken cancellation)
        where T : class, IVersioned
    {
        if (cache.Find<T>(name) is { } kept)
            return kept;
        return await container.TryReadAsync(name, cancellation) is { } content
            ? cache.Keep(name, ImrJson.Read<T>(content.ToMemory().Span), content.ToMemory().Length)
            : null;
    }

    /// <inheritdoc cref="TryReadJsonAsync{T}(BlobContainerClient, string, ImmutableCache, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">There is no such blob.</exception>
    public static async Task<T> ReadJsonAsync<T>(this BlobContainerClient container, string name, ImmutableCache cache, CancellationToken cancellation)
        where T : class, IVersioned
        => await container.TryReadJsonAsync<T>(name, cache, cancellation) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is missing.");

    /// <returns>The bytes, or null when there is no such blob.</returns>
    public static async Task<BinaryData?> TryReadAsync(this BlobContainerClient container, string name, CancellationToken cancellation)
    {
        try
        {
            return (await container.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public static async Task<T?> TryReadJsonAsync<T>(this BlobContainerClient container, string name, CancellationToken cancellation)
        where T : class, IVersioned
        => await container.TryReadAsync(name, cancellation) is { } content ? ImrJson.Read<T>(content.ToMemory().Span) : null;

    /// <exception cref="InvalidOperationException">There is no such blob.</exception>
    public static async Task<T> ReadJsonAsync<T>(this BlobContainerClient container, string name, CancellationToken cancellation)
        where T : class, IVersioned
        => await container.TryReadJsonAsync<T>(name, cancellation) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is missing.");
}
