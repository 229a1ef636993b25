using Azure.Storage.Blobs.Models;
using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Correspondence;

/// <summary>Where the local senders put files. A name is a path of ids; the same name again holds the same content.</summary>
public interface IOutgoingFiles
{
    Task WriteAsync(string name, byte[] bytes, string contentType, CancellationToken cancellation);
}

/// <summary>A folder (<see cref="CorrespondenceOptions.Directory"/>), or without one the container <c>outgoing</c>.</summary>
public sealed class OutgoingFiles(CaseStorage storage, IOptions<CorrespondenceOptions> options) : IOutgoingFiles
{
    public Task WriteAsync(string name, byte[] bytes, string contentType, CancellationToken cancellation)
        => options.Value.Directory is { Length: > 0 } folder ? WriteFileAsync(folder, name, bytes, cancellation)
            : storage.Outgoing.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } }, cancellation);

    /// <summary>Whole or not at all: whoever watches the folder never sees half a file.</summary>
    private static async Task WriteFileAsync(string folder, string name, byte[] bytes, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, Path.Combine(name.Split('/')));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + ".part";
        await File.WriteAllBytesAsync(half, bytes, cancellation);
        File.Move(half, path, overwrite: true);
    }
}
