using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake.Control;

/// <summary>What a person did with a document of a case: the entry that stays.</summary>
/// <param name="Id">The request's id: the same again is the same act.</param>
/// <param name="What">Such as <c>Seal</c>.</param>
/// <param name="Pages">Null: the whole document.</param>
/// <param name="To">The case to which pages went, or the tray item.</param>
/// <param name="Made">Documents that came of it.</param>
public sealed record RecordAct(
    int SchemaVersion, string Id, string What, ContentHash Document, PageRange? Pages, string Reason, string By, DateTimeOffset At, string RequestHash, string? To, IReadOnlyList<ContentHash> Made) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>An act with all that it changes in the case.</summary>
/// <param name="State">What is said of the document from now on; null: nothing changes there.</param>
/// <param name="StateTag">Of the row that was read; null when there was none.</param>
/// <param name="Documents">New or changed documents of the case.</param>
public sealed record RecordChange(CaseRecord Record, RecordAct Act, DocumentState? State, Azure.ETag? StateTag, IReadOnlyList<CaseDocument> Documents)
{
    /// <summary>Whether the set of records is another one after it: then the review must hear of it.</summary>
    public bool ChangesSet { get; init; } = true;

    /// <summary>The document by which the review hears of it.</summary>
    public ContentHash Announced => Documents.Count > 0 ? Documents[0].Sha256 : Act.Document;
}

/// <summary>
/// Acts on documents: the entry, what is said of the document, new documents, the fact that wakes the review and the notice to its reviewers are one transaction.
/// An act is done once, by the id of its request.
/// </summary>
public sealed class RecordActs(CaseStorage storage, FactPost post, OutboxSignal signal)
{
    /// <returns>Null when there is no such act.</returns>
    public async Task<RecordAct?> TryReadAsync(CaseNumber caseNumber, string id, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, RowKeys.RecordAct(id), cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? ImrJson.Read<RecordAct>(ChunkedText.Read(value)) : null;
    }

    /// <summary>Of one document, or of all; oldest first.</summary>
    public async Task<IReadOnlyList<RecordAct>> ListAsync(CaseNumber caseNumber, ContentHash? document, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {RowKeys.RecordActPrefix} and RowKey lt {RowKeys.After(RowKeys.RecordActPrefix)}");
        var acts = new List<RecordAct>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            acts.Add(ImrJson.Read<RecordAct>(ChunkedText.Read(row)));
        return [.. acts.Where(a => document is null || a.Document == document || a.Made.Contains(document)).OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    public async Task<(DocumentState State, Azure.ETag? Tag)> StateAsync(CaseNumber caseNumber, ContentHash sha256, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(caseNumber.Value, RowKeys.DocumentState(sha256), cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? (DocumentStore.ReadState(value), value.ETag) : (DocumentState.Of(sha256), null);
    }

    /// <summary>Writes the act, then wakes the review and the relay; what a crash leaves out reconcile does.</summary>
    /// <returns>False when somebody changed the document meanwhile, or this very act stands already: read again.</returns>
    public async Task<bool> WriteAsync(DurableTaskClient client, RecordChange change, CancellationToken cancellation)
    {
        var (record, act) = (change.Record, change.Act);
        var number = record.Review.CaseNumber;
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, ToRow(number, act)) };
        if (change.State is { } state)
        {
            var row = DocumentStore.ToRow(number, state);
            actions.Add(change.StateTag is { } tag ? new(TableTransactionActionType.UpdateReplace, row, tag) : new(TableTransactionActionType.Add, row));
        }

        actions.AddRange(change.Documents.Select(d => new TableTransactionAction(TableTransactionActionType.UpsertReplace, DocumentStore.ToRow(record.Review, d))));
        var announced = change.ChangesSet && record.Open;
        var fact = Fact(record.Review, act, change.Announced);
        List<TableEntity> notices = announced ? [.. Notices(record, change.Announced, act.Id, act.At)] : [];
        if (announced)
            actions.Add(new(TableTransactionActionType.Add, fact.Row));
        actions.AddRange(notices.Select(n => new TableTransactionAction(TableTransactionActionType.UpsertReplace, n)));
        try
        {
            await storage.Cases.SubmitTransactionAsync(actions, cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }

        if (announced)
            await post.RaiseAsync(client, record.Review, fact.Ref, cancellation);
        if (notices.Count > 0)
            await signal.SendAsync(number, cancellation);
        return true;
    }

    /// <summary>Tells each reviewer of the case that her records changed.</summary>
    /// <param name="id">Of what changed them: letters, digits and hyphens.</param>
    internal static IEnumerable<TableEntity> Notices(CaseRecord record, ContentHash document, string id, DateTimeOffset at)
        => record.Reviewers.Select((reviewer, n) => Outbox.ToRow(
            record.Review,
            $"records-{id}",
            n,
            new OutgoingMessage(StaffNoticeCause.MessageKind, [], new StaffNoticeCause(StaffNoticeKind.RecordsChanged, document.Value[..12], record.Priority, reviewer).ToString()),
            at));

    private static (FactRef Ref, TableEntity Row) Fact(ReviewKey review, RecordAct act, ContentHash document)
    {
        var reference = new FactRef(FactRef.CurrentSchemaVersion, RowKeys.Fact(review.Round, nameof(FactKind.Document), 1, "act-" + act.Id), FactKind.Document, 1);
        var body = ImrJson.Write(new DocumentArrived(DocumentArrived.CurrentSchemaVersion, document));
        return (reference, FactStore.ToRow(review, reference, act.By, act.At, FactStore.HashOf(body), body, consumed: false));
    }

    private static TableEntity ToRow(CaseNumber caseNumber, RecordAct act)
    {
        var row = new TableEntity(caseNumber.Value, RowKeys.RecordAct(act.Id)) { ["SchemaVersion"] = RecordAct.CurrentSchemaVersion };
        ChunkedText.Write(row, ImrJson.Write(act));
        return row;
    }
}
