using System.Text;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Determination;
using ImrFunctions.Intake;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Letters;

/// <summary>Release by a second person (four eyes): the letter as it would go out today, and the release that names its hash.</summary>
public sealed class ReleaseFunctions(CaseAccess access, StatementDesk desk, DraftStore drafts, LetterFactory factory, DocumentStore documents, TimeProvider time)
{
    [Function(nameof(GetRelease))]
    public async Task<IResult> GetRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/release")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Record is not { } record)
            return lookup.Refusal!;
        if (await MakeAsync(record, cancellation) is not { } made)
            return Problem.Of(409, $"The case is at {record.Stage}: no letter waits for release.", context.InvocationId);
        return Results.Json(
            new { letterHash = made.Letter.LetterHash, recordsHash = made.RecordsHash, determinedBy = made.Draft.ReviewerId, text = Encoding.UTF8.GetString(made.Letter.Text) },
            ImrJson.Options);
    }

    [Function(nameof(PostRelease))]
    public Task<IResult> PostRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/release")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<ReleaseBody, Release>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Release,
            (body, record, caller) => StateAsync(body, record, caller, cancellation),
            cancellation);

    private async Task<Statement<Release>> StateAsync(ReleaseBody body, CaseRecord record, Principal caller, CancellationToken cancellation)
    {
        var problems = new List<ApplicationProblem>();
        if (body.LetterHash is null)
            problems.Add(new ApplicationProblem("$.letterHash", "Missing.", "The letterHash of GET …/release."));
        if (body.RecordsHash is null)
            problems.Add(new ApplicationProblem("$.recordsHash", "Missing.", "The recordsHash of GET …/release."));
        if (problems.Count > 0)
            return new Statement<Release>(1, null, problems);
        if (await MakeAsync(record, cancellation) is not { } made)
            return new Statement<Release>(1, null, [], "No letter waits for release.");
        if (made.Draft.ReviewerId == caller.Id)
            return new Statement<Release>(1, null, [], "The reviewer cannot release her own determination: a second person must.");
        if (made.Letter.LetterHash != body.LetterHash || made.RecordsHash != body.RecordsHash)
            return new Statement<Release>(1, null, [], "The letter or the records changed since they were read: read them again.");
        return new Statement<Release>(record.DraftAttempt!.Value, new Release(Release.CurrentSchemaVersion, caller.ToString(), body.LetterHash!, body.RecordsHash!), []);
    }

    private async Task<Made?> MakeAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record is not { Stage: ReviewStage.AwaitingRelease, DraftAttempt: { } attempt } || await drafts.TryReadAsync(record.Review, attempt, cancellation) is not { } draft)
            return null;
        var letter = await factory.MakeAsync(record.Review, record, draft, PacificTime.LegalDay(time.GetUtcNow()), cancellation);
        return new Made(letter, draft, RecordsHash.Of(await documents.ListAsync(record.Review, cancellation)));
    }

    private sealed record Made(RenderedLetter Letter, Draft Draft, ContentHash RecordsHash);
}

public sealed record ReleaseBody(ContentHash? LetterHash, ContentHash? RecordsHash);
