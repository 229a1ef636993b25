using System.Text;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Records;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Determination;
using ImrFunctions.Intake.Control;
using ImrFunctions.Operations;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Letters;

/// <summary>Release by a second person (four eyes): the letter as it would go out today, and the release that names its hash.</summary>
public sealed class ReleaseFunctions(CaseAccess access, StatementDesk desk, DraftStore drafts, LetterFactory factory, IdentityGate identities, TimeProvider time)
{
    [Function(nameof(GetRelease))]
    public async Task<IResult> GetRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/release")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindWholeAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Snapshot is not { } snapshot)
            return lookup.Refusal!;
        if (await MakeAsync(snapshot, cancellation) is not { } made)
            return Problem.Of(409, $"The case is at {snapshot.Record.Stage}: no letter waits for release.", context.InvocationId);
        return Results.Json(
            new { letterHash = made.Letter.LetterHash, recordsHash = made.RecordsHash, determinedBy = string.Join(", ", made.Draft.Signers), text = Encoding.UTF8.GetString(made.Letter.Text) },
            ImrJson.Options);
    }

    [Function(nameof(PostRelease))]
    public Task<IResult> PostRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/release")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ReleaseBody, Release>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Release,
            (body, snapshot, caller) => StateAsync(body, snapshot, caller, cancellation),
            cancellation);

    private async Task<Statement<Release>> StateAsync(ReleaseBody body, CaseSnapshot snapshot, Principal caller, CancellationToken cancellation)
    {
        var problems = new List<ApplicationProblem>();
        if (body.LetterHash is null)
            problems.Add(new ApplicationProblem("$.letterHash", "Missing.", "The letterHash of GET …/release."));
        if (body.RecordsHash is null)
            problems.Add(new ApplicationProblem("$.recordsHash", "Missing.", "The recordsHash of GET …/release."));
        if (problems.Count > 0)
            return new Statement<Release>(1, null, problems);
        if (await MakeAsync(snapshot, cancellation) is not { } made)
            return new Statement<Release>(1, null, [], "No letter waits for release.");
        if (await identities.RefusalAsync(snapshot, cancellation) is { } refusal)
            return new Statement<Release>(1, null, [], refusal);
        if (made.Draft.Signers.Contains(caller.Id, StringComparer.OrdinalIgnoreCase))
            return new Statement<Release>(1, null, [], "The reviewer cannot release her own determination: a second person must.");
        if (made.Letter.LetterHash != body.LetterHash || made.RecordsHash != body.RecordsHash)
            return new Statement<Release>(1, null, [], "The letter or the records changed since they were read: read them again.");
        return new Statement<Release>(snapshot.Record.DraftAttempt!.Value, new Release(Release.CurrentSchemaVersion, caller.ToString(), body.LetterHash!, body.RecordsHash!), []);
    }

    private async Task<Made?> MakeAsync(CaseSnapshot snapshot, CancellationToken cancellation)
    {
        var record = snapshot.Record;
        if (record is not { Stage: ReviewStage.AwaitingRelease, DraftAttempt: { } attempt } || await drafts.TryReadAsync(record.Review, attempt, cancellation) is not { } draft)
            return null;
        var letter = await factory.MakeAsync(snapshot, draft, PacificTime.LegalDay(time.GetUtcNow()), cancellation);
        return new Made(letter, draft, RecordsHash.Of(snapshot.Documents));
    }

    private sealed record Made(RenderedLetter Letter, Draft Draft, ContentHash RecordsHash);
}

public sealed record ReleaseBody(ContentHash? LetterHash, ContentHash? RecordsHash);
