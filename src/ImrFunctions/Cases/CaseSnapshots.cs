using Imr.Core.Cases;
using Imr.Core.Records;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Intake;

namespace ImrFunctions.Cases;

/// <summary>A case with the accepted records and the facts of its round, as they stood together.</summary>
/// <param name="Documents">Every accepted one, also those that are kept back, oldest first.</param>
/// <param name="FactRows">Read when a kind is asked for: a damaged or newer fact must not keep an operator from deciding.</param>
public sealed record CaseSnapshot(CaseRecord Record, IReadOnlyList<CaseDocument> Documents, IReadOnlyList<TableEntity> FactRows)
{
    /// <summary>The documents that are in the record: not those that are kept back as a whole.</summary>
    public IReadOnlyList<CaseDocument> InRecord => [.. Documents.Where(d => d.InRecord)];

    /// <summary>By attempt.</summary>
    public IEnumerable<StoredFact> OfKind(FactKind kind)
    {
        var prefix = RowKeys.FactPrefix(Record.Review.Round, kind.ToString());
        return FactRows.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Select(FactStore.FromRow);
    }
}

internal static class CaseSnapshotFacts
{
    /// <summary>Whether this reviewer's own first view is stored: an earlier reviewer's is not hers.</summary>
    public static bool ProvisionalBy(this CaseSnapshot snapshot, string reviewerId)
        => snapshot.OfKind(FactKind.Provisional).Any(f => f.Read<Imr.Core.Determinations.ProvisionalOutcome>().ReviewerId == reviewerId);
}

/// <summary>Reads what most steps and statements need of a case in one range query: the keys <c>case</c>, <c>doc|…</c> and <c>fact|…</c> stand next to each other.</summary>
public sealed class CaseSnapshots(CaseStorage storage)
{
    /// <returns>Null when the number is unknown.</returns>
    public async Task<CaseSnapshot?> TryReadAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {RowKeys.Case} and RowKey lt {RowKeys.AfterFacts}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(row);
        if (rows.Find(r => r.RowKey == RowKeys.Case) is not { } found)
            return null;
        var record = CaseColumns.Read(found);
        return new CaseSnapshot(
            record,
            DocumentStore.Read(rows, record.Review.Round),
            [.. WithPrefix(RowKeys.FactPrefix(record.Review.Round))]);

        IEnumerable<TableEntity> WithPrefix(string prefix) => rows.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <exception cref="InvalidOperationException">The case is not registered.</exception>
    public async Task<CaseSnapshot> GetAsync(CaseNumber caseNumber, CancellationToken cancellation)
        => await TryReadAsync(caseNumber, cancellation) ?? throw new InvalidOperationException("The case is not registered.");
}
