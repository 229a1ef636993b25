using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Deadlines;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Operations.Calendar;

/// <summary>
/// The calendar in force: the State's holidays, which the program carries, with the closures that operators stored. It is read when the app starts and again by
/// the first step after a minute, so that every instance of the app knows a new closure within a minute.
/// </summary>
public sealed class Calendars(CaseStorage storage, TimeProvider time)
{
    private const string BlobName = "closures.json";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private volatile Known _known = new(BusinessCalendar.Default, DateTimeOffset.MinValue);

    /// <summary>As last read.</summary>
    public BusinessCalendar InForce => _known.Calendar;

    /// <summary>The State's holidays with these closures.</summary>
    public static BusinessCalendar With(IEnumerable<Closure> days) => BusinessCalendar.Default.With(days.Select(d => KeyValuePair.Create(d.Date, d.Name)));

    public async Task EnsureFreshAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() - _known.ReadAt > Fresh)
            await RefreshAsync(cancellation);
    }

    public async Task RefreshAsync(CancellationToken cancellation) => Take(await ReadAsync(cancellation));

    public async Task<Closures> ReadAsync(CancellationToken cancellation) => (await ReadTaggedAsync(cancellation)).Closures;

    /// <summary>Changes the closures once: a repeat with the same operation changes nothing.</summary>
    public async Task<Closures> ChangeAsync(ClosureChange change, CancellationToken cancellation)
    {
        while (true)
        {
            var (closures, tag) = await ReadTaggedAsync(cancellation);
            if (closures.Changes.Any(c => c.OperationId == change.OperationId))
                return Take(closures);
            var next = closures with { Days = closures.After(change.Added, change.Removed), Changes = [.. closures.Changes, change] };
            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
                Conditions = tag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All },
            };
            try
            {
                await storage.Settings.GetBlobClient(BlobName).UploadAsync(BinaryData.FromBytes(ImrJson.WriteBytes(next)), options, cancellation);
                return Take(next);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another operator changed them meanwhile: read again.
            }
        }
    }

    private Closures Take(Closures closures)
    {
        _known = new Known(With(closures.Days), time.GetUtcNow());
        return closures;
    }

    private async Task<(Closures Closures, ETag? Tag)> ReadTaggedAsync(CancellationToken cancellation)
    {
        try
        {
            var read = (await storage.Settings.GetBlobClient(BlobName).DownloadContentAsync(cancellation)).Value;
            return (ImrJson.Read<Closures>(read.Content.ToMemory().Span), read.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (Closures.None, null);
        }
    }

    private sealed record Known(BusinessCalendar Calendar, DateTimeOffset ReadAt);
}
