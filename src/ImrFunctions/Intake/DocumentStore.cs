using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Text;

namespace ImrFunctions.Intake;

/// <summary>The accepted records of a case: rows <c>doc|…</c>, copies in <c>records</c>, text in <c>record-text</c>. Everything downstream cites the copy.</summary>
public sealed class DocumentStore(CaseStorage storage, RecordTexts texts, RecordCopier copier)
{
    public const string Folder = "documents/";

    /// <summary>Accepts every upload of the case that is not accepted yet.</summary>
    /// <returns>All accepted documents, oldest first.</returns>
    public async Task<IReadOnlyList<CaseDocument>> AcceptUploadsAsync(ReviewKey review, ImrApplication application, CancellationToken cancellation)
    {
        var known = await ListAsync(review, cancellation);
        var accepted = known.ToDictionary(d => d.Sha256);
        // Listed names first: of two names of one content, the listed one says what it is.
        foreach (var version in (await UploadsAsync(review.CaseNumber, cancellation)).OrderByDescending(u => Listed(application, u.Name) is not null))
        {
            if (accepted.Values.Any(d => d.Has(version.Name) && d.ReceivedAt >= version.At))
                continue;
            if (await copier.CopyListedAsync(review.CaseNumber, application, version, cancellation) is { } document)
                accepted[document.Sha256] = accepted.TryGetValue(document.Sha256, out var same) ? same.Also(version.Name) : document;
        }

        // A corrected application may say of a document what it is.
        var current = accepted.Values.Select(d => d with { Kind = KindOf(application, d) }).ToList();
        foreach (var batch in current.Where(d => !known.Any(k => ImrJson.Write(k) == ImrJson.Write(d))).Chunk(100))
            await storage.Cases.SubmitTransactionAsync(batch.Select(d => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToRow(review, d))), cancellation);
        return Ordered(current);
    }

    internal static ListedDocument? Listed(ImrApplication application, string name)
        => application.Documents.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase));

    private static DocumentKind KindOf(ImrApplication application, CaseDocument document)
        => document.Names.Select(n => Listed(application, n)?.Kind).FirstOrDefault(k => k is not null) ?? DocumentKind.Other;

    private async Task<List<UploadVersion>> UploadsAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var prefix = $"{caseNumber}/{Folder}";
        var uploads = new List<UploadVersion>();
        await foreach (var blob in storage.CaseFiles.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
        {
            var properties = blob.Properties;
            uploads.Add(new UploadVersion(blob.Name[prefix.Length..], properties.LastModified ?? default, properties.ETag ?? default, properties.ContentLength ?? 0, properties.ContentType));
        }

        return uploads;
    }

    /// <summary>Copies one upload that arrived later; its row is the caller's to write.</summary>
    /// <returns>
    /// Null when there is nothing new: the upload is gone, was accepted before, or has the content of an accepted one. That is one document; a listed name of
    /// it is kept, since the records may wait for it.
    /// </returns>
    public async Task<CaseDocument?> CopyNewAsync(ReviewKey review, ImrApplication application, string name, DateTimeOffset at, CancellationToken cancellation)
    {
        var accepted = await ListAsync(review, cancellation);
        if (accepted.Any(d => d.Has(name) && d.ReceivedAt >= at) || await copier.CopyAsync(review.CaseNumber, application, name, at, cancellation) is not { } document)
            return null;
        if (accepted.FirstOrDefault(d => d.Sha256 == document.Sha256) is not { } same)
            return document;
        return same.Has(name) || Listed(application, name) is null ? null : same.Also(name);
    }

    /// <summary>The accepted documents, oldest first.</summary>
    public async Task<IReadOnlyList<CaseDocument>> ListAsync(ReviewKey review, CancellationToken cancellation)
    {
        var from = RowKeys.DocumentPrefix(review.Round);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {review.CaseNumber.Value} and RowKey ge {from} and RowKey lt {RowKeys.After(from)}");
        var rows = new List<TableEntity>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(row);
        return Read(rows);
    }

    /// <summary>
    /// Reads those again that were not read for a reason that passes (a reader that was missing, time that ran out), and lists what came of it: before the guideline
    /// evaluation, which is when it matters.
    /// </summary>
    /// <returns>The documents as they are known now.</returns>
    public async Task<IReadOnlyList<CaseDocument>> ReadAgainAsync(ReviewKey review, IReadOnlyList<CaseDocument> documents, CancellationToken cancellation)
    {
        var known = new List<CaseDocument>();
        foreach (var document in documents)
        {
            var now = document.EveryPageRead ? document : document.With(await copier.TextAsync(review.CaseNumber, document, cancellation));
            if (ImrJson.Write(now) != ImrJson.Write(document))
                await ListPagesAsync(review, now, cancellation);
            known.Add(now);
        }

        return known;
    }

    /// <summary>The row may have got another name meanwhile: only what is known of the pages changes.</summary>
    private async Task ListPagesAsync(ReviewKey review, CaseDocument read, CancellationToken cancellation)
    {
        var text = await texts.ReadAsync(read.Sha256, cancellation);
        while (true)
        {
            var row = (await storage.Cases.GetEntityAsync<TableEntity>(review.CaseNumber.Value, RowKeys.Document(review.Round, read.Sha256), cancellationToken: cancellation)).Value;
            try
            {
                await storage.Cases.UpdateEntityAsync(ToRow(review, Read([row])[0].With(text)), row.ETag, TableUpdateMode.Replace, cancellation);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed between the two: once more.
            }
        }
    }

    /// <summary>The documents with their text: what the guideline evaluation reads.</summary>
    public async Task<RecordSet> ReadAsync(IReadOnlyList<CaseDocument> documents, bool complete, CancellationToken cancellation)
    {
        var entries = new List<RecordSetEntry>();
        foreach (var document in documents)
            entries.Add(new RecordSetEntry(document, await texts.ReadAsync(document.Sha256, cancellation)));
        return new RecordSet(entries, complete);
    }

    /// <summary>The record's bytes, or null when the case has no such document.</summary>
    public async Task<(Stream Content, string ContentType)?> OpenAsync(ReviewKey review, ContentHash sha256, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(review.CaseNumber.Value, RowKeys.Document(review.Round, sha256), cancellationToken: cancellation);
        if (!row.HasValue)
            return null;
        var blob = storage.Records.GetBlobClient(RecordCopier.RecordName(review.CaseNumber, sha256));
        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
        return (await blob.OpenReadAsync(cancellationToken: cancellation), properties.Value.ContentType);
    }

    private static List<CaseDocument> Ordered(IEnumerable<CaseDocument> documents)
        => [.. documents.OrderBy(d => d.ReceivedAt).ThenBy(d => d.Name, StringComparer.Ordinal)];

    /// <summary>The accepted documents of these rows, oldest first.</summary>
    internal static IReadOnlyList<CaseDocument> Read(IEnumerable<TableEntity> rows)
        => Ordered(rows.Select(row => JsonSerializer.Deserialize<CaseDocument>(row.GetString("Body")!, ImrJson.Options)!));

    internal static TableEntity ToRow(ReviewKey review, CaseDocument document)
        => new(review.CaseNumber.Value, RowKeys.Document(review.Round, document.Sha256)) { ["SchemaVersion"] = 1, ["Body"] = ImrJson.Write(document) };
}
