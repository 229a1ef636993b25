using Azure;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;

namespace ImrFunctions.Operations.Attention;

/// <summary>What somebody of the staff noted about a case. Can hold anything about it: for the case's partition and staff only.</summary>
/// <param name="NoteId">The id of the request that stated it.</param>
/// <param name="RequestHash">Of what was sent: the same id with other bytes is a conflict.</param>
/// <param name="HandedTo">The operator to whom the case was handed with this note.</param>
public sealed record CaseNote(int SchemaVersion, string NoteId, string By, DateTimeOffset At, string Text, string RequestHash, string? HandedTo) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

internal enum NoteOutcome { Created, Repeated, Conflict }

/// <summary>Notes of a case: create-only rows of its partition, keyed by round and request id.</summary>
public sealed class CaseNotes(CaseStorage storage)
{
    internal async Task<NoteOutcome> AddAsync(ReviewKey review, CaseNote note, CancellationToken cancellation)
    {
        try
        {
            await storage.Cases.AddEntityAsync(ToRow(review, note), cancellation);
            return NoteOutcome.Created;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await CompareAsync(review, note, cancellation);
        }
    }

    /// <summary>Whether the note that stands under this id is the same statement.</summary>
    internal async Task<NoteOutcome> CompareAsync(ReviewKey review, CaseNote note, CancellationToken cancellation)
        => await TryReadAsync(review, note.NoteId, cancellation) is { } there && there.RequestHash == note.RequestHash && there.By == note.By ? NoteOutcome.Repeated : NoteOutcome.Conflict;

    internal async Task<CaseNote?> TryReadAsync(ReviewKey review, string noteId, CancellationToken cancellation)
    {
        var row = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(review.CaseNumber.Value, RowKeys.Note(review.Round, noteId), cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } value } ? ImrJson.Read<CaseNote>(ChunkedText.Read(value)) : null;
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<CaseNote>> ListAsync(ReviewKey review, CancellationToken cancellation)
    {
        var from = RowKeys.NotePrefix(review.Round);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {review.CaseNumber.Value} and RowKey ge {from} and RowKey lt {RowKeys.After(from)}");
        var notes = new List<CaseNote>();
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            notes.Add(ImrJson.Read<CaseNote>(ChunkedText.Read(row)));
        return [.. notes.OrderBy(n => n.At).ThenBy(n => n.NoteId, StringComparer.Ordinal)];
    }

    internal static TableEntity ToRow(ReviewKey review, CaseNote note)
    {
        var row = new TableEntity(review.CaseNumber.Value, RowKeys.Note(review.Round, note.NoteId)) { ["SchemaVersion"] = note.SchemaVersion };
        ChunkedText.Write(row, ImrJson.Write(note));
        return row;
    }
}
