using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Operations;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake.Control;

/// <summary>Sealing a document or pages of it, ending a seal by a second person, and the trail of a document.</summary>
public sealed class SealFunctions(CaseAccess access, RecordDesk desk, RecordActs acts, ReadTrail trail, DocumentStore documents, IdentityGate identities)
{
    /// <summary>From now on the auditor alone reads it. The answer names who had read it before.</summary>
    [Function(nameof(PostSeal))]
    public Task<IResult> PostSeal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/documents/{document}/seal")] HttpRequest request,
        string caseNumber, string document, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.ActAsync<SealBody>(
            new RecordCall(request, client, caseNumber, document, context.InvocationId),
            body => body.Reason,
            planning => Task.FromResult(Seal(planning)),
            async (act, snapshot) =>
            {
                await identities.CloseTrayAsync(act, snapshot, cancellation);
                var document = snapshot.Documents.First(d => d.Sha256 == act.Document);
                return RecordDesk.Done(act, snapshot, new { sealId = act.Id, readBefore = ReadBefore(await trail.ListAsync(snapshot.Record.Review.CaseNumber, document, cancellation), act.At) });
            },
            cancellation);

    [Function(nameof(PostUnseal))]
    public Task<IResult> PostUnseal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/documents/{document}/unseal")] HttpRequest request,
        string caseNumber, string document, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.ActAsync<UnsealBody>(
            new RecordCall(request, client, caseNumber, document, context.InvocationId),
            body => body.Reason,
            planning => Task.FromResult(Unseal(planning)),
            (act, snapshot) => Task.FromResult(RecordDesk.Done(act, snapshot)),
            cancellation);

    /// <summary>What was done with a document, what is kept back of it, who read it, and who had read what was sealed later.</summary>
    [Function(nameof(GetDocumentTrail))]
    public async Task<IResult> GetDocumentTrail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/documents/{document}/trail")] HttpRequest request,
        string caseNumber, string document, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        if (!ContentHash.TryParse(document, null, out var hash) || (await documents.ListAsync(record.Review, cancellation)).FirstOrDefault(d => d.Sha256 == hash) is not { } found)
            return Problem.Of(404, "The case has no such document.", context.InvocationId);
        var (state, _) = await acts.StateAsync(record.Review.CaseNumber, hash, cancellation);
        var reads = await trail.ListAsync(record.Review.CaseNumber, found, cancellation);
        return Results.Json(
            new DocumentTrail(
                found,
                [.. state.Withholdings.Select(w => new WithholdingView(w, ReadBefore(reads, w.At)))],
                state.Settlements,
                await acts.ListAsync(record.Review.CaseNumber, hash, cancellation),
                reads),
            ImrJson.Options);
    }

    private static RecordPlan Seal(RecordPlanning<SealBody> planning)
    {
        var (body, document, act) = (planning.Body, planning.Document, planning.Act);
        List<ApplicationProblem> problems = [.. PageChecks.In(body.Pages, document, "$.pages")];
        if (body.Ground is not { } ground)
            return RecordPlan.Wrong([.. problems, new ApplicationProblem("$.ground", "Missing.", string.Join(", ", Enum.GetNames<SealGround>()))]);
        if (problems.Count > 0)
            return RecordPlan.Wrong(problems);
        if (!document.InRecord)
            return RecordPlan.NotNow("The whole document is kept back already.");
        var pages = PageChecks.Whole(body.Pages, document.Pages);
        var sealing = new Withholding(act.Id, WithholdingKind.Sealed, ground, pages, act.Reason, act.By, act.At, null, null, null);
        return RecordPlan.Change(act with { What = "Seal", Pages = pages }, planning.State.Withhold(sealing));
    }

    private static RecordPlan Unseal(RecordPlanning<UnsealBody> planning)
    {
        var (body, act) = (planning.Body, planning.Act);
        if (string.IsNullOrWhiteSpace(body.SealId))
            return RecordPlan.Wrong([new ApplicationProblem("$.sealId", "Missing.", "The sealId of the seal: GET …/trail lists them.")]);
        return planning.State.Lift(body.SealId, act.By, act.At, act.Reason, out var why) is { } lifted
            ? RecordPlan.Change(act with { What = "Unseal", Pages = planning.State.Withholdings.First(w => w.Id == body.SealId).Pages }, lifted)
            : RecordPlan.NotNow(why!);
    }

    private static List<DocumentRead> ReadBefore(IEnumerable<DocumentRead> reads, DateTimeOffset at) => [.. reads.Where(r => r.First <= at)];
}

/// <param name="Pages">Such as <c>3-5</c>; null: the whole document.</param>
public sealed record SealBody(PageRange? Pages, SealGround? Ground, string? Reason);

public sealed record UnsealBody(string? SealId, string? Reason);

/// <param name="ReadBefore">Who had read the document by then, and so may know these pages.</param>
public sealed record WithholdingView(Withholding Withholding, IReadOnlyList<DocumentRead> ReadBefore);

public sealed record DocumentTrail(
    CaseDocument Document, IReadOnlyList<WithholdingView> Withholdings, IReadOnlyList<IdentitySettlement> Settlements, IReadOnlyList<RecordAct> Acts, IReadOnlyList<DocumentRead> Reads);
