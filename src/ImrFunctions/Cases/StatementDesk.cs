using System.Text;
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
    where T : class, IVersioned
{
    /// <summary>The group of items that it is about, when several reviewers share the case.</summary>
    public int? Part { get; init; }
}

/// <summary>
/// Takes statements over HTTP: once (a repeat is answered as the first was), only when the case waits for it (else 409 with what is possible), written before
/// it is raised.
/// </summary>
public sealed partial class StatementDesk(CaseAccess access, FactPost post, TimeProvider time)
{
    private static readonly FactKind[] OnePerAttempt =
    [
        FactKind.AdFinding, FactKind.OfferAnswer, FactKind.Determination, FactKind.Release, FactKind.ReleaseReturn, FactKind.InformationRequest, FactKind.DecideWithout,
        FactKind.Recusal, FactKind.Reassignment, FactKind.Extension, FactKind.Expedite, FactKind.AmendmentDecision, FactKind.SeveralReviewers, FactKind.LiabilityResolved,
        FactKind.Merge,
    ];

    public Task<IResult> TakeAsync<TBody, TFact>(
        StatementCall call, FactKind kind, Func<TBody, CaseRecord, Principal, Task<Statement<TFact>>> state, CancellationToken cancellation)
        where TBody : class
        where TFact : class, IVersioned
        => TakeWholeAsync<TBody, TFact>(call, kind, (body, snapshot, caller) => state(body, snapshot.Record, caller), cancellation);

    /// <summary>The same for a statement that rests on the records or on earlier statements.</summary>
    /// <param name="keep">How the fact is written, when not by itself in the present round.</param>
    /// <param name="again">What a repeat makes sure of: that what followed the fact was done.</param>
    public async Task<IResult> TakeWholeAsync<TBody, TFact>(
        StatementCall call, FactKind kind, Func<TBody, CaseSnapshot, Principal, Task<Statement<TFact>>> state, CancellationToken cancellation,
        Func<CaseSnapshot, FactToWrite<TFact>, Task<FactWrite>>? keep = null, Func<CaseSnapshot, Task>? again = null)
        where TBody : class
        where TFact : class, IVersioned
    {
        var lookup = await access.FindWholeAsync(call.Request, call.CaseNumber, call.RefId, cancellation);
        if (lookup.Snapshot is not { Record: var record } snapshot)
            return lookup.Refusal!;
        var body = await JsonBody.ReadAsync<TBody>(call.Request, cancellation);
        if (body.Value is null)
            return Problem.Of(400, "The request can't be read.", call.RefId, [body.Problem!]);
        var caller = call.Request.Caller();
        if (RequestId(call.Request, caller, body.Raw) is not { } requestId)
            return Problem.Of(400, "The Idempotency-Key can't be used.", call.RefId, [new ApplicationProblem("header Idempotency-Key", "Not a key.", "1 to 64 letters, digits or hyphens.")]);

        var bodyHash = ContentHash.Of(body.Raw).Value;
        // The latest statement with this request id, whatever attempt the case has reached since: what a repeated click or a retried call is answered by.
        if (snapshot.OfKind(kind).LastOrDefault(f => f.Ref.FactId.EndsWith("|" + requestId, StringComparison.Ordinal)) is { } earlier && !AnswersEarlierAttempt(call, record, earlier))
        {
            if (earlier.RequestHash != bodyHash || earlier.By != caller.ToString())
                return KeyReused(call);
            if (again is not null)
                await again(snapshot);
            return Accepted(record, earlier.Ref);
        }

        if (!Waits.For(record).Contains(kind))
            return NotNow(call, record, kind, caller);
        var statement = await state(body.Value, snapshot, caller);
        if (statement.Conflict is { } conflict)
            return Problem.Of(409, conflict, call.RefId);
        if (statement.Fact is null)
            return Problem.Of(400, "The statement has problems; nothing was stored.", call.RefId, statement.Problems);

        var fact = new FactToWrite<TFact>(record.Review, kind, statement.Attempt, requestId, caller.ToString(), time.GetUtcNow(), statement.Fact) { RequestHash = bodyHash, OnlyOne = OnePerAttempt.Contains(kind), Part = statement.Part };
        var write = keep is null ? await post.PostAsync(call.Client, fact, cancellation) : await keep(snapshot, fact);
        return write.Outcome switch
        {
            FactWriteOutcome.Conflict => KeyReused(call),
            FactWriteOutcome.Superseded => Problem.Of(409, "Another statement came first; look at the case again. Nothing was stored.", call.RefId),
            _ => Accepted(record, write.Fact),
        };
    }

    /// <summary>
    /// A second "Retry" for a second trouble, and the same determination signed again after it came back, say something new though the body is the same; a
    /// caller who repeats sends a key.
    /// </summary>
    private static bool AnswersEarlierAttempt(StatementCall call, CaseRecord record, StoredFact earlier)
    {
        var now = earlier.Ref.Kind switch
        {
            FactKind.OperatorDecision => record.Attention?.Attempt,
            FactKind.Determination when record.Stage == ReviewStage.ClinicalReview => record.DeterminationAttempt,
            FactKind.Release or FactKind.ReleaseReturn => record.DraftAttempt,
            _ => null,
        };
        return earlier.Ref.Attempt < now && !call.Request.Headers.ContainsKey("Idempotency-Key");
    }

    private static IResult Accepted(CaseRecord record, FactRef fact)
        => Results.Json(new { factId = fact.FactId, caseNumber = record.Review.CaseNumber.Value }, ImrJson.Options, statusCode: 202);

    /// <summary>A party hears what it can say itself: what the organization waits for inside is not for it (LC 4610.6(f)).</summary>
    private static IResult NotNow(StatementCall call, CaseRecord record, FactKind kind, Principal caller)
    {
        var possible = Waits.For(record).Where(k => !caller.IsParty || RouteTable.ForFunction("Post" + k)?.Roles.Contains(caller.Role) == true);
        var why = caller.IsParty && record.Attention is not null ? "" : " " + Waits.Refusal(record, kind);
        return Problem.Of(
            409, $"The case is at {CaseView.StageFor(caller, record.Stage)} and does not take this now.{why}", call.RefId, possible: [.. possible.Select(k => k.ToString())]);
    }

    private static IResult KeyReused(StatementCall call)
        => Problem.Of(409, "This Idempotency-Key was used for another statement; nothing was stored.", call.RefId);

    /// <summary>Without a key of the caller's own: who says what where. The same words of another reviewer about another offer are another statement.</summary>
    internal static string? RequestId(HttpRequest request, Principal caller, byte[] body)
    {
        var header = request.Headers["Idempotency-Key"].ToString();
        if (header.Length == 0)
            return ContentHash.Of([.. Encoding.UTF8.GetBytes($"{caller} {request.Path}\n"), .. body]).Value[..32];
        return Key().IsMatch(header) ? header : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();
}

/// <summary>A call that states something about a case.</summary>
public sealed record StatementCall(HttpRequest Request, DurableTaskClient Client, string CaseNumber, string RefId);
