using Azure.Storage.Blobs;

namespace ImrFunctions.Tests.Hosting;

internal static class BlobAssertions
{
    /// <summary>Waits until the blob is there, within half a minute: a step writes it.</summary>
    public static async Task ShouldExistAsync(this BlobClient blob)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await blob.ExistsAsync(limit.Token))
            await Task.Delay(25, limit.Token);
    }

    public static async Task<IReadOnlyList<string>> NamesAsync(this BlobContainerClient container, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: prefix))
            names.Add(blob.Name);
        return names;
    }
}
