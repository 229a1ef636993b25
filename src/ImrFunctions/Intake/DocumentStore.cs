using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Records.Identity;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Tray;

namespace ImrFunctions.Intake;

/// <summary>The accepted records of a case: rows <c>doc|…</c>, copies in <c>records</c>, text in <c>record-text</c>. Everything downstream cites the copy.</summary>
public sealed class DocumentStore(CaseStorage storage, RecordTexts texts, RecordCopier copier, TrayKeeper tray)
{
    public const string Folder = "documents/";

    /// <summary>Accepts every upload of the case that is not accepted yet.</summary>
    /// <returns>All accepted documents, oldest first.</returns>
    public async Task<IReadOnlyList<CaseDocument>> AcceptUploadsAsync(ReviewKey review, ImrApplication application, CancellationToken cancellation)
    {
        var before = await ListAsync(review, cancellation);
        var accepted = before.ToDictionary(d => d.Sha256);
        // Listed names first: of two names of one content, the listed one says what it is.
        foreach (var version in (await UploadsAsync(review.CaseNumber, cancellation)).OrderByDescending(u => Listed(application, u.Name) is not null))
        {
            if (accepted.Values.Any(d => IsUpload(d, version.Name, version.At)))
                continue;
            if (await copier.CopyListedAsync(review.CaseNumber, application, version, cancellation) is not { } document)
                continue;
            var known = accepted.GetValueOrDefault(document.Sha256);
            accepted[document.Sha256] = known is null ? document : known.Also(version.Name);
            if (known is null)
                await WatchAsync(review.CaseNumber, application, document, cancellation);
        }

        // A corrected application may say of a document what it is.
        var current = accepted.Values.Select(d => d with { Kind = KindOf(application, d) }).ToList();
        foreach (var batch in current.Where(d => !before.Any(k => ImrJson.Write(k) == ImrJson.Write(d))).Chunk(100))
            await storage.Cases.SubmitTransactionAsync(batch.Select(d => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToRow(review, d))), cancellation);
        return Ordered(current);
    }

    internal static ListedDocument? Listed(ImrApplication application, string name)
        => application.Documents.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase));

    private static DocumentKind KindOf(ImrApplication application, CaseDocument document)
        => document.Names.Select(n => Listed(application, n)?.Kind).FirstOrDefault(k => k is not null) ?? (document.Origin is null ? DocumentKind.Other : document.Kind);

    /// <summary>Whether the document is this upload. One that a person filed came from elsewhere, and may have an upload's name by chance.</summary>
    internal static bool IsUpload(CaseDocument document, string name, DateTimeOffset at) => document.Origin is null && document.Has(name) && document.ReceivedAt >= at;

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
        if (accepted.Any(d => IsUpload(d, name, at)) || await copier.CopyAsync(review.CaseNumber, application, name, at, cancellation) is not { } document)
            return null;
        if (accepted.FirstOrDefault(d => d.Sha256 == document.Sha256) is not { } same)
        {
            await WatchAsync(review.CaseNumber, application, document, cancellation);
            return document;
        }

        return same.Has(name) || Listed(application, name) is null ? null : same.Also(name);
    }

    /// <summary>Lists a new document in the tray when pages of it name somebody else: a person settles that, and nothing is decided before.</summary>
    public async Task WatchAsync(CaseNumber caseNumber, ImrApplication application, CaseDocument document, CancellationToken cancellation)
    {
        if (IdentityCheck.Mismatches(WorkerIdentity.Of(application), await TextAsync(document.Sha256, cancellation)).Count > 0)
            await tray.ListAsync(caseNumber, document, cancellation);
    }

    /// <summary>Every accepted document, oldest first, also those that are kept back, with what persons said of each.</summary>
    public async Task<IReadOnlyList<CaseDocument>> ListAsync(ReviewKey review, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {review.CaseNumber.Value} and RowKey ge {RowKeys.Documents} and RowKey lt {RowKeys.AfterDocuments}");
        var rows = new List<TableEntity>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(row);
        return Read(rows, review.Round);
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
                await storage.Cases.UpdateEntityAsync(ToRow(review, Read([row], review.Round)[0].With(text)), row.ETag, TableUpdateMode.Replace, cancellation);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed between the two: once more.
            }
        }
    }

    /// <summary>What of the documents may be evidence: without what is kept back, and without pages that name somebody else until a person has settled it.</summary>
    public async Task<RecordSet> ReadAsync(IReadOnlyList<CaseDocument> documents, ImrApplication application, bool complete, CancellationToken cancellation)
    {
        var worker = WorkerIdentity.Of(application);
        var entries = new List<RecordSetEntry>();
        foreach (var document in documents.Where(d => d.InRecord))
        {
            var text = await TextAsync(document.Sha256, cancellation);
            entries.Add(RecordSetEntry.Of(document, text, [.. IdentityCheck.Open(worker, document, text).Select(p => p.Page)]));
        }

        return new RecordSet(entries, complete);
    }

    /// <summary>The pages of the case's documents that name somebody else, unsettled, by document.</summary>
    public async Task<IReadOnlyList<OpenIdentity>> OpenIdentitiesAsync(IReadOnlyList<CaseDocument> documents, ImrApplication application, CancellationToken cancellation)
    {
        var worker = WorkerIdentity.Of(application);
        var open = new List<OpenIdentity>();
        foreach (var document in documents.Where(d => d.InRecord))
        {
            if (IdentityCheck.Open(worker, document, await TextAsync(document.Sha256, cancellation)) is { Count: > 0 } pages)
                open.Add(new OpenIdentity(document, pages));
        }

        return open;
    }

    /// <summary>The day that the request for authorization states of itself; null when it is not here or states none.</summary>
    public async Task<DateOnly?> RequestedOnAsync(ReviewKey review, CancellationToken cancellation)
    {
        DateOnly? last = null;
        foreach (var document in (await ListAsync(review, cancellation)).Where(d => d is { InRecord: true, Kind: DocumentKind.RequestForAuthorization }))
            last = StatedDays.Requested(await TextAsync(document.Sha256, cancellation)) is { } day && !(day <= last) ? day : last;
        return last;
    }

    /// <exception cref="InvalidOperationException">The document has no text.</exception>
    public Task<RecordText> TextAsync(ContentHash sha256, CancellationToken cancellation)
        => texts.ReadAsync(sha256, cancellation);

    /// <summary>The record's bytes as they were uploaded; null when the case keeps none under this hash, as of pages of a larger document.</summary>
    public async Task<(Stream Content, string ContentType)?> OpenAsync(CaseNumber caseNumber, ContentHash sha256, CancellationToken cancellation)
    {
        var blob = storage.Records.GetBlobClient(RecordCopier.RecordName(caseNumber, sha256));
        try
        {
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
            return (await blob.OpenReadAsync(cancellationToken: cancellation), properties.Value.ContentType);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static List<CaseDocument> Ordered(IEnumerable<CaseDocument> documents)
        => [.. documents.OrderBy(d => d.ReceivedAt).ThenBy(d => d.Name, StringComparer.Ordinal)];

    /// <summary>The accepted documents of a round among these rows, oldest first, with what persons said of each.</summary>
    internal static IReadOnlyList<CaseDocument> Read(IReadOnlyList<TableEntity> rows, int round)
    {
        var states = rows.Where(r => r.RowKey.StartsWith(RowKeys.DocumentStatePrefix, StringComparison.Ordinal)).Select(ReadState).ToDictionary(s => s.Sha256);
        var prefix = RowKeys.DocumentPrefix(round);
        return Ordered(rows.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            .Select(row => JsonSerializer.Deserialize<CaseDocument>(row.GetString("Body")!, ImrJson.Options)!)
            .Select(document => states.TryGetValue(document.Sha256, out var state) ? state.Apply(document) : document));
    }

    internal static DocumentState ReadState(TableEntity row) => ImrJson.Read<DocumentState>(ChunkedText.Read(row));

    /// <summary>What persons said stands in a row of its own.</summary>
    internal static TableEntity ToRow(ReviewKey review, CaseDocument document)
        => new(review.CaseNumber.Value, RowKeys.Document(review.Round, document.Sha256)) { ["SchemaVersion"] = 1, ["Body"] = ImrJson.Write(document with { Withheld = [], Settled = [] }) };

    internal static TableEntity ToRow(CaseNumber caseNumber, DocumentState state)
    {
        var row = new TableEntity(caseNumber.Value, RowKeys.DocumentState(state.Sha256)) { ["SchemaVersion"] = DocumentState.CurrentSchemaVersion };
        ChunkedText.Write(row, ImrJson.Write(state));
        return row;
    }
}

/// <summary>Pages of a document that name somebody else, and that nobody has settled.</summary>
public sealed record OpenIdentity(CaseDocument Document, IReadOnlyList<PageIdentity> Pages);
