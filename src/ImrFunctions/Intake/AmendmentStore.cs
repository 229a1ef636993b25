using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Intake;

/// <summary>An amendment as it was taken: what changed, for the people who look at the case.</summary>
/// <param name="Changes">Every field, old and new.</param>
public sealed record AppliedAmendment(int SchemaVersion, string DecidedBy, string Reason, DateTimeOffset At, ContentHash Before, ContentHash After, IReadOnlyList<FieldChange> Changes) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>Amendments that were taken (rows <c>amend|…</c> of the case's partition), written with the change that took them.</summary>
public sealed class AmendmentStore(CaseStorage storage)
{
    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<AppliedAmendment>> ListAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var taken = new List<AppliedAmendment>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {"amend|"} and RowKey lt {RowKeys.After("amend|")}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            taken.Add(ImrJson.Read<AppliedAmendment>(ChunkedText.Read(row)));
        return taken;
    }

    internal static TableEntity ToRow(ReviewKey review, int seq, AppliedAmendment amended)
    {
        var row = new TableEntity(review.CaseNumber.Value, RowKeys.Amendment(review.Round, seq)) { ["SchemaVersion"] = AppliedAmendment.CurrentSchemaVersion };
        ChunkedText.Write(row, ImrJson.Write(amended));
        return row;
    }
}
