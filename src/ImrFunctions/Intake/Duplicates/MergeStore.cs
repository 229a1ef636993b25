using Azure;
using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>A case that was merged into another one, as that one keeps it.</summary>
/// <param name="CaseNumber">The later filing.</param>
/// <param name="Copied">Records that the earlier case got from it.</param>
/// <param name="EndedAt">When it was taken back; null while it stands.</param>
public sealed record MergedCase(int SchemaVersion, CaseNumber CaseNumber, string By, DateTimeOffset At, IReadOnlyList<ContentHash> Copied, DateTimeOffset? EndedAt) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>
/// What a merge does to the earlier case: a row <c>merged|…</c>, an entry of its timeline, and the later filing's records, each with its origin. Its first arrival,
/// its stage and its number of changes stay. Everything can be repeated.
/// </summary>
public sealed class MergeStore(CaseStorage storage, CaseRegister register, DocumentStore documents, RecordCopier copier, FactStore facts, DuplicateIndex index, TimeProvider time)
{
    /// <summary>Who states a document that a merge brought.</summary>
    public const string By = "system:merge";

    /// <summary>The cases that were merged into this one.</summary>
    public async Task<IReadOnlyList<MergedCase>> ListAsync(CaseNumber earlier, CancellationToken cancellation)
    {
        var merged = new List<MergedCase>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {earlier.Value} and RowKey ge {RowKeys.MergedPrefix} and RowKey lt {RowKeys.After(RowKeys.MergedPrefix)}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            merged.Add(ImrJson.Read<MergedCase>(ChunkedText.Read(row)));
        return merged;
    }

    /// <summary>Joins the later filing to the earlier case. An open one gets the records that it lacks; a closed one stays as it was decided.</summary>
    public async Task JoinAsync(ReviewKey later, CaseRecord earlier, StoredFact merge, CancellationToken cancellation)
    {
        var copied = earlier.Open ? await CopyAsync(later, earlier, merge, cancellation) : [];
        // A repeat finds its copies there: what was copied the first time stays listed.
        var stands = (await ListAsync(earlier.Review.CaseNumber, cancellation)).FirstOrDefault(m => m.CaseNumber == later.CaseNumber && m.EndedAt is null);
        var merged = new MergedCase(MergedCase.CurrentSchemaVersion, later.CaseNumber, merge.By, merge.At, [.. (stands?.Copied ?? []).Union(copied)], null);
        await WriteAsync(earlier, merged, $"m{later}", "Merged:" + later.CaseNumber, cancellation);
    }

    /// <summary>Takes a merge back: the records that came with it leave an open case, and neither is proposed as the other's duplicate again.</summary>
    public async Task SplitAsync(ReviewKey later, CaseNumber earlierNumber, CancellationToken cancellation)
    {
        await index.SetApartAsync(later.CaseNumber, earlierNumber, cancellation);
        await index.SetApartAsync(earlierNumber, later.CaseNumber, cancellation);
        if (await register.TryGetAsync(earlierNumber, cancellation) is not { } earlier
            || (await ListAsync(earlierNumber, cancellation)).FirstOrDefault(m => m.CaseNumber == later.CaseNumber) is not { } merged)
            return;
        foreach (var document in earlier.Open ? (await documents.ListAsync(earlier.Review, cancellation)).Where(d => d.From == later.CaseNumber) : [])
            await storage.Cases.DeleteEntityAsync(earlierNumber.Value, RowKeys.Document(earlier.Review.Round, document.Sha256), ETag.All, cancellation);
        await WriteAsync(earlier, merged with { EndedAt = merged.EndedAt ?? time.GetUtcNow() }, $"u{later}", "Unmerged:" + later.CaseNumber, cancellation);
    }

    /// <summary>Copies what the earlier case lacks. Each record's row stands in its fact's transaction, as an upload's does; reconcile raises the facts.</summary>
    private async Task<IReadOnlyList<ContentHash>> CopyAsync(ReviewKey later, CaseRecord earlier, StoredFact merge, CancellationToken cancellation)
    {
        var there = (await documents.ListAsync(earlier.Review, cancellation)).Select(d => d.Sha256).ToHashSet();
        // What is kept back there, as a whole or in part, stays there: its seal would not come along. So do pages of a larger document, which are no file of their own.
        List<CaseDocument> missing = [.. (await documents.ListAsync(later, cancellation)).Where(d => d.Withheld.Count == 0 && d.Origin?.Parent is null && !there.Contains(d.Sha256))];
        foreach (var document in missing)
        {
            await copier.CopyRecordAsync(RecordCopier.RecordName(later.CaseNumber, document.Sha256), earlier.Review.CaseNumber, document.Sha256, cancellation);
            // Its own name could be one of the earlier case's too.
            var copy = document with { Name = $"{later.CaseNumber} {document.Name}", OtherNames = [], From = later.CaseNumber };
            var fact = new FactToWrite<DocumentArrived>(
                earlier.Review, FactKind.Document, 1, $"merge-{later}-{document.Sha256.Value[..24]}", By, merge.At, new DocumentArrived(DocumentArrived.CurrentSchemaVersion, document.Sha256))
            {
                With = DocumentStore.ToRow(earlier.Review, copy),
            };
            await facts.WriteAsync(fact, cancellation);
        }

        return [.. missing.Select(d => d.Sha256)];
    }

    private async Task WriteAsync(CaseRecord earlier, MergedCase merged, string mark, string note, CancellationToken cancellation)
    {
        var number = earlier.Review.CaseNumber.Value;
        var entry = CaseRegister.TimelineRow(earlier.Review, earlier.StageSeq, earlier.Stage, merged.EndedAt ?? merged.At, note);
        // Not at its number, which the running review counts on: at one key for each merge, so that a repeat writes the same entry.
        entry.RowKey = RowKeys.Stage(earlier.Review.Round, 0) + mark;
        var row = new TableEntity(number, RowKeys.Merged(merged.CaseNumber)) { ["SchemaVersion"] = MergedCase.CurrentSchemaVersion };
        ChunkedText.Write(row, ImrJson.Write(merged));
        TableTransactionAction[] actions = [new(TableTransactionActionType.UpsertReplace, row), new(TableTransactionActionType.UpsertReplace, entry)];
        await storage.Cases.SubmitTransactionAsync(actions, cancellation);
    }
}
