using System.Globalization;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Operations.Archive;

/// <summary>A review as it ended: every row of its case's partition (register, timeline, facts, records and letters by hash, messages).</summary>
/// <param name="Rows">By row key.</param>
public sealed record ArchivedReview(int SchemaVersion, ReviewKey Review, DateTimeOffset ClosedAt, DateTimeOffset ArchivedAt, IReadOnlyList<ArchivedRow> Rows) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="Properties">By name.</param>
public sealed record ArchivedRow(string RowKey, IReadOnlyList<ArchivedProperty> Properties);

/// <param name="Kind">String, Int32, Int64, Double, Boolean or DateTime, as the table has it.</param>
public sealed record ArchivedProperty(string Name, string Kind, string Value);

public sealed record ArchiveCaseView(CaseNumber CaseNumber, int Round, DateTimeOffset ClosedAt);

/// <param name="More">Whether there are more than are listed.</param>
public sealed record ArchivePreviewView(DateTimeOffset ClosedBefore, IReadOnlyList<ArchiveCaseView> Cases, bool More);

/// <param name="StillRunning">Reviews whose instance has not ended, or whose case is open again in that round: left as they are.</param>
/// <param name="Failed">Reviews that could not be archived; the next run tries again.</param>
/// <param name="More">Whether another run has more to do.</param>
public sealed record ArchiveReportView(int Archived, IReadOnlyList<CaseNumber> StillRunning, IReadOnlyList<CaseNumber> Failed, bool More);

/// <summary>
/// Writes reviews that ended long ago to the archive and then purges their durable instances: create-only, in this order, so that a kill in between loses nothing
/// and the next run goes on. What the API answers comes from the register and does not change.
/// </summary>
public sealed class Archiver(CaseStorage storage, CaseRegister register, ClosedIndex closed, TimeProvider time, IOptions<ArchiveOptions> options, ILogger<Archiver> logger)
{
    public const int ReviewsPerRun = 200;

    public static string BlobName(ReviewKey review) => $"{review.CaseNumber}/r{review.Round}.json";

    public async Task<ArchivePreviewView> PreviewAsync(CancellationToken cancellation)
    {
        var before = Before();
        var due = await closed.BeforeAsync(before, ReviewsPerRun + 1, null, cancellation);
        return new ArchivePreviewView(before, [.. due.Take(ReviewsPerRun).Select(c => new ArchiveCaseView(c.Review.CaseNumber, c.Review.Round, c.ClosedAt))], due.Count > ReviewsPerRun);
    }

    public async Task<ArchiveReportView> RunAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var archived = 0;
        var running = new List<CaseNumber>();
        var failed = new List<CaseNumber>();
        var due = await closed.BeforeAsync(Before(), ReviewsPerRun, null, cancellation);
        foreach (var one in due)
        {
            try
            {
                if (await ArchiveAsync(client, one, cancellation))
                    archived++;
                else
                    running.Add(one.Review.CaseNumber);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError("{Review} could not be archived: {Code}, {Type}.", one.Review, FailureMiddleware.Classify(e), e.GetType().Name);
                failed.Add(one.Review.CaseNumber);
            }
        }

        if (due.Count > 0)
            logger.LogInformation("Archive: {Archived} reviews archived, {Running} still running, {Failed} failed.", archived, running.Count, failed.Count);
        return new ArchiveReportView(archived, running, failed, due.Count == ReviewsPerRun && archived > 0);
    }

    /// <returns>False when the review must stay.</returns>
    private async Task<bool> ArchiveAsync(DurableTaskClient client, ClosedReview one, CancellationToken cancellation)
    {
        var record = await register.GetAsync(one.Review.CaseNumber, cancellation);
        if (record.Open && record.Review.Round == one.Review.Round)
            return false;
        var instance = await client.GetInstanceAsync(one.Review.ToString(), false, cancellation);
        if (instance is { RuntimeStatus: OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended })
            return false;
        var review = new ArchivedReview(ArchivedReview.CurrentSchemaVersion, one.Review, one.ClosedAt, time.GetUtcNow(), await RowsAsync(one.Review.CaseNumber, cancellation));
        // An archive that is there was written by a run that did not come to its end: that one stands.
        await storage.Archive.TryCreateAsync(BlobName(one.Review), ImrJson.WriteBytes(review), "application/json", cancellation);
        if (instance is not null)
            await client.PurgeInstanceAsync(one.Review.ToString(), cancellation);
        await closed.RemoveAsync(one, cancellation);
        return true;
    }

    private DateTimeOffset Before() => time.GetUtcNow().AddDays(-options.Value.PurgeAfterDays);

    private async Task<IReadOnlyList<ArchivedRow>> RowsAsync(CaseNumber number, CancellationToken cancellation)
    {
        var rows = new List<ArchivedRow>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {number.Value}"), cancellationToken: cancellation))
        {
            var properties = row.Where(p => p.Value is not null && p.Key is not ("PartitionKey" or "RowKey" or "odata.etag")).OrderBy(p => p.Key, StringComparer.Ordinal);
            rows.Add(new ArchivedRow(row.RowKey, [.. properties.Select(p => Property(p.Key, p.Value!))]));
        }

        return rows;
    }

    private static ArchivedProperty Property(string name, object value)
        => value switch
        {
            string text => new ArchivedProperty(name, "String", text),
            int number => new ArchivedProperty(name, "Int32", number.ToString(CultureInfo.InvariantCulture)),
            long number => new ArchivedProperty(name, "Int64", number.ToString(CultureInfo.InvariantCulture)),
            double number => new ArchivedProperty(name, "Double", number.ToString("R", CultureInfo.InvariantCulture)),
            bool flag => new ArchivedProperty(name, "Boolean", flag ? "true" : "false"),
            DateTimeOffset at => new ArchivedProperty(name, "DateTime", at.ToUniversalTime().ToString("O")),
            _ => throw new InvalidDataException("A row has a property of a kind that we do not write."),
        };
}
