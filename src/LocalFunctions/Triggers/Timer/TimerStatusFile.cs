using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace LocalFunctions.Hosting;

/// <summary>Where a timer's status outlives the app: the blob and the JSON that the Functions host uses.</summary>
internal sealed class TimerStatusFile(BlobContainerClient container, string hostId, string function)
{
    private readonly BlobClient _blob = container.GetBlobClient($"timers/{hostId}/Host.Functions.{function}/status");

    /// <returns>Null if there is none, or none that can be read.</returns>
    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var stored = (await _blob.DownloadContentAsync(cancellation)).Value.Content.ToObjectFromJson<Stored>();
            return stored is null ? null : new ScheduleStatus { Last = stored.Last.UtcDateTime, Next = stored.Next.UtcDateTime, LastUpdated = stored.LastUpdated.UtcDateTime };
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task WriteAsync(ScheduleStatus status, CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await _blob.UploadAsync(BinaryData.FromObjectAsJson(new Stored(Utc(status.Last), Utc(status.Next), Utc(status.LastUpdated))), overwrite: true, cancellation);
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.Ticks, TimeSpan.Zero);

    /// <summary>With an offset, as the Functions host writes them.</summary>
    private sealed record Stored(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
}
