using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Register;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Operations.Attention;

/// <summary>Notes of the staff about a case, and handing what needs attention to another operator.</summary>
public sealed class NoteFunctions(CaseAccess access, CaseNotes notes, HandOverDesk handOver, TimeProvider time)
{
    /// <summary>Characters.</summary>
    internal const int MaxText = 4000;

    [Function(nameof(GetNotes))]
    public async Task<IResult> GetNotes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/notes")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        return Results.Json(new { notes = (await notes.ListAsync(record.Review, cancellation)).Select(NoteView.Of) }, ImrJson.Options);
    }

    [Function(nameof(PostNote))]
    public async Task<IResult> PostNote(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/notes")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var (record, note, refusal) = await ReadAsync<NoteBody>(request, caseNumber, context, b => (b.Text, null), "$.text", cancellation);
        if (refusal is not null)
            return refusal;
        return await notes.AddAsync(record!.Review, note!, cancellation) == NoteOutcome.Conflict ? KeyReused(context) : Noted(record, note!);
    }

    /// <summary>The operator who looks after the case from now on. 409 when it does not need attention.</summary>
    [Function(nameof(PostHandOver))]
    public async Task<IResult> PostHandOver(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/hand-over")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var (record, note, refusal) = await ReadAsync<HandOverBody>(request, caseNumber, context, b => (b.Reason, b.To ?? ""), "$.reason", cancellation);
        if (refusal is not null)
            return refusal;
        if (await notes.TryReadAsync(record!.Review, note!.NoteId, cancellation) is not null)
            return await notes.CompareAsync(record.Review, note, cancellation) == NoteOutcome.Conflict ? KeyReused(context) : Noted(record, note);
        return await handOver.HandOverAsync(record, note, cancellation) switch
        {
            HandOverOutcome.Changed => Problem.Of(409, $"The case is at {record.Stage} and there is nothing to hand over, or it changed just now; look at it again.", context.InvocationId, possible: [.. Waits.For(record).Select(k => k.ToString())]),
            _ => Noted(record, note),
        };
    }

    private static IResult Noted(CaseRecord record, CaseNote note)
        => Results.Json(new { noteId = note.NoteId, caseNumber = record.Review.CaseNumber.Value }, ImrJson.Options, statusCode: 201);

    private static IResult KeyReused(FunctionContext context)
        => Problem.Of(409, "This Idempotency-Key was used for another note; nothing was stored.", context.InvocationId);

    private async Task<(CaseRecord? Record, CaseNote? Note, IResult? Refusal)> ReadAsync<T>(
        HttpRequest request, string caseNumber, FunctionContext context, Func<T, (string? Text, string? To)> parts, string path, CancellationToken cancellation)
        where T : class
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return (null, null, lookup.Refusal);
        var body = await JsonBody.ReadAsync<T>(request, cancellation);
        if (body.Value is null)
            return (null, null, Problem.Of(400, "The request can't be read.", context.InvocationId, [body.Problem!]));
        var caller = request.Caller();
        var (text, to) = parts(body.Value);
        var problems = new List<ApplicationProblem>();
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(new ApplicationProblem(path, "Missing.", $"Text, at most {MaxText} characters."));
        else if (text.Length > MaxText)
            problems.Add(new ApplicationProblem(path, "Too long.", $"At most {MaxText} characters."));
        if (to is not null && !OperatorId.IsValid(to))
            problems.Add(new ApplicationProblem("$.to", "Not an operator's id.", "1 to 64 letters, digits or hyphens, such as op-2."));
        var requestId = StatementDesk.RequestId(request, caller, body.Raw);
        if (requestId is null)
            problems.Add(new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens."));
        if (problems.Count > 0)
            return (null, null, Problem.Of(400, "The note has problems; nothing was stored.", context.InvocationId, problems));
        return (record, new CaseNote(CaseNote.CurrentSchemaVersion, requestId!, caller.ToString(), time.GetUtcNow(), text!.Trim(), ContentHash.Of(body.Raw).Value, to), null);
    }
}

public sealed record NoteBody(string? Text);

/// <param name="To">The operator's id, without the role.</param>
public sealed record HandOverBody(string? To, string? Reason);

/// <summary>A note as staff sees it.</summary>
public sealed record NoteView(string NoteId, string By, DateTimeOffset At, string Text, string? HandedTo)
{
    public static NoteView Of(CaseNote note) => new(note.NoteId, note.By, note.At, note.Text, note.HandedTo);
}

/// <summary>The id of an operator, as tokens carry it.</summary>
internal static class OperatorId
{
    private const int MaxLength = 64;

    public static bool IsValid(string id) => id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
