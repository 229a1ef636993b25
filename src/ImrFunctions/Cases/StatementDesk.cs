using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>What a caller wants to state.</summary>
/// <param name="Attempt">The attempt of the case that it answers.</param>
/// <param name="Fact">Null when <paramref name="Problems"/> says what is wrong.</param>
public sealed record Statement<T>(int Attempt, T? Fact, IReadOnlyList<ApplicationProblem> Problems, string? Conflict = null)
    where T : class, IVersioned;

/// <summary>
/// Takes statements over HTTP: once (a repeat is answered as the first was), only when the case waits for it (else 409 with what is possible), written before
/// it is raised.
/// </summary>
public sealed partial class StatementDesk(CaseAccess access, FactStore facts, FactPost post, TimeProvider time)
{
    public async Task<IResult> TakeAsync<TBody, TFact>(
        StatementCall call, FactKind kind, Func<TBody, CaseRecord, Principal, Task<Statement<TFact>>> state, CancellationToken cancellation)
        where TBody : class
        where TFact : class, IVersioned
    {
        var lookup = await access.FindAsync(call.Request, call.CaseNumber, call.RefId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        var body = await JsonBody.ReadAsync<TBody>(call.Request, cancellation);
        if (body.Value is null)
            return Problem.Of(400, "The request can't be read.", call.RefId, [body.Problem!]);
        if (RequestId(call.Request, body.Raw) is not { } requestId)
            return Problem.Of(400, "The Idempotency-Key can't be used.", call.RefId, [new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens.")]);

        var caller = call.Request.Caller();
        if (await facts.FindAsync(record.Review, kind, requestId, cancellation) is { } earlier && !AnswersAnew(call, record, earlier))
            return await RepeatAsync(call, record, caller, earlier, body.Value, state, cancellation);
        if (!Waits.For(record).Contains(kind))
            return Problem.Of(409, $"The case is at {record.Stage} and does not take this now.", call.RefId, possible: [.. Waits.For(record).Select(k => k.ToString())]);
        var statement = await state(body.Value, record, caller);
        if (statement.Conflict is { } conflict)
            return Problem.Of(409, conflict, call.RefId);
        if (statement.Fact is null)
            return Problem.Of(400, "The statement has problems; nothing was stored.", call.RefId, statement.Problems);

        var write = await post.PostAsync(
            call.Client, new FactToWrite<TFact>(record.Review, kind, statement.Attempt, requestId, caller.ToString(), time.GetUtcNow(), statement.Fact), cancellation);
        return write.Outcome == FactWriteOutcome.Conflict ? KeyReused(call) : Accepted(record, write.Fact);
    }

    /// <summary>
    /// Without a key of the caller's own: the same words to another question (the next offer, the next failure) are a statement of their own, not a repeat.
    /// </summary>
    private static bool AnswersAnew(StatementCall call, CaseRecord record, StoredFact earlier)
        => !call.Request.Headers.ContainsKey("Idempotency-Key")
            && Waits.For(record).Contains(earlier.Ref.Kind)
            && Waits.AttemptOf(record, earlier.Ref.Kind) != earlier.Ref.Attempt;

    private static async Task<IResult> RepeatAsync<TBody, TFact>(
        StatementCall call, CaseRecord record, Principal caller, StoredFact earlier, TBody body, Func<TBody, CaseRecord, Principal, Task<Statement<TFact>>> state, CancellationToken cancellation)
        where TFact : class, IVersioned
    {
        // Without a key of the caller's own, the key is the hash of the body: the same. With one, the content must be the same too.
        if (!call.Request.Headers.ContainsKey("Idempotency-Key"))
            return Accepted(record, earlier.Ref);
        cancellation.ThrowIfCancellationRequested();
        var again = await state(body, record, caller);
        return again.Fact is null || FactStore.HashOf(ImrJson.Write(again.Fact)) == earlier.BodyHash ? Accepted(record, earlier.Ref) : KeyReused(call);
    }

    private static IResult Accepted(CaseRecord record, FactRef fact)
        => Results.Json(new { factId = fact.FactId, caseNumber = record.Review.CaseNumber.Value }, ImrJson.Options, statusCode: 202);

    private static IResult KeyReused(StatementCall call)
        => Problem.Of(409, "This Idempotency-Key was used for another statement; nothing was stored.", call.RefId);

    private static string? RequestId(HttpRequest request, byte[] body)
    {
        var header = request.Headers["Idempotency-Key"].ToString();
        if (header.Length == 0)
            return ContentHash.Of(body).Value[..32];
        return Key().IsMatch(header) ? header : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();
}

/// <summary>A call that states something about a case.</summary>
public sealed record StatementCall(HttpRequest Request, DurableTaskClient Client, string CaseNumber, string RefId);
