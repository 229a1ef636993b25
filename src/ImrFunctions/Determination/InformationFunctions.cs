using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Determination;

/// <summary>The reviewer asks parties for more, parties answer, everybody gets a copy (LC 4610.6(b); 8 CCR 9792.10.5(c)).</summary>
public sealed class InformationFunctions(CaseAccess access, StatementDesk desk, StepContext step)
{
    private const string NotHers = "Only the assigned reviewer asks.";

    [Function(nameof(PostInformationRequest))]
    public Task<IResult> PostInformationRequest(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/information-request")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<InformationRequestBody, InformationRequest>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.InformationRequest,
            async (body, snapshot, caller) =>
            {
                if (!snapshot.Record.Reviewers.Contains(caller.Id))
                    return new Statement<InformationRequest>(1, null, [], NotHers);
                var parties = Intake.EligibilityActivities.Parties(await step.InReviewAsync(snapshot.Record, cancellation));
                List<ApplicationProblem> problems = [.. Said.Needed(body.Question, "$.question", "What is asked, in words that the party understands.")];
                if (body.AskedOf is not { Count: > 0 })
                    problems.Add(new ApplicationProblem("$.askedOf", "Missing.", string.Join(", ", parties)));
                foreach (var (_, n) in (body.AskedOf ?? []).Select((p, n) => (p, n)).Where(p => !parties.Contains(p.p)))
                    problems.Add(new ApplicationProblem($"$.askedOf[{n}]", "Not a party of this case.", string.Join(", ", parties)));
                var fact = problems.Count > 0 ? null : new InformationRequest(InformationRequest.CurrentSchemaVersion, caller.Id, [.. body.AskedOf!.Distinct(StringComparer.Ordinal)], body.Question!.Trim());
                return new Statement<InformationRequest>(snapshot.Next(FactKind.InformationRequest), fact, problems);
            },
            cancellation);

    [Function(nameof(PostInformationAnswer))]
    public Task<IResult> PostInformationAnswer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/information-answer")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<InformationAnswerBody, InformationAnswer>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.InformationAnswer,
            (body, snapshot, caller) =>
            {
                var open = snapshot.Record.Information?.Open ?? [];
                var party = PartyOf(caller) ?? body.Party;
                List<ApplicationProblem> problems = [.. Said.Needed(body.Answer, "$.answer", "The answer; documents are uploaded as records of the case.")];
                if (party is null || !open.Contains(party))
                    problems.Add(new ApplicationProblem("$.party", "No answer of this party is awaited.", string.Join(", ", open)));
                return Said.Of(snapshot.Next(FactKind.InformationAnswer), problems, () => new InformationAnswer(InformationAnswer.CurrentSchemaVersion, party!, body.Answer!.Trim()) { Question = snapshot.Record.Information?.FactId });
            },
            cancellation);

    [Function(nameof(PostDecideWithout))]
    public Task<IResult> PostDecideWithout(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/decide-without")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ReasonBody, DecideWithout>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.DecideWithout,
            (body, snapshot, caller) => !snapshot.Record.Reviewers.Contains(caller.Id)
                ? Task.FromResult(new Statement<DecideWithout>(1, null, [], NotHers))
                : Said.Of(
                    snapshot.Next(FactKind.DecideWithout), [.. Said.Needed(body.Reason, "$.reason", "Why the answer is not waited for.")],
                    () => new DecideWithout(DecideWithout.CurrentSchemaVersion, caller.Id, body.Reason!.Trim()) { Question = snapshot.Record.Information?.FactId }),
            cancellation);

    /// <summary>The questions of the round with their answers: what all parties have a copy of.</summary>
    [Function(nameof(GetInformation))]
    public async Task<IResult> GetInformation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/information")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindWholeAsync(request, caseNumber, context.InvocationId, cancellation);
        if (lookup.Snapshot is not { } snapshot)
            return lookup.Refusal!;
        var open = snapshot.Record.Information;
        // The reviewer stays unknown to the parties (LC 4610.6(f)): the question is the organization's.
        return Results.Json(
            new
            {
                open = open is null ? null : new { open.AskedOf, awaited = open.Open, open.AskedAt, dueOn = open.Due.DueOn },
                questions = snapshot.OfKind(FactKind.InformationRequest).Select(f => (Fact: f, Said: f.Read<InformationRequest>())).Select(q => new { askedAt = q.Fact.At, q.Said.AskedOf, q.Said.Question }),
                answers = snapshot.OfKind(FactKind.InformationAnswer).Select(f => (Fact: f, Said: f.Read<InformationAnswer>())).Select(a => new { answeredAt = a.Fact.At, a.Said.Party, a.Said.Answer }),
            },
            ImrJson.Options);
    }

    /// <summary>A party answers for itself; intake for whoever wrote.</summary>
    private static string? PartyOf(Principal caller) => caller.Role switch
    {
        Role.Claims => "ClaimsAdministrator",
        Role.Applicant => "InjuredWorker",
        _ => null,
    };
}

/// <param name="AskedOf">Roles: InjuredWorker, Attorney, RequestingPhysician, ClaimsAdministrator.</param>
public sealed record InformationRequestBody(IReadOnlyList<string>? AskedOf, string? Question);

/// <param name="Party">Whose answer it is, when intake enters it; else the caller's own.</param>
public sealed record InformationAnswerBody(string? Party, string? Answer);

public sealed record ReasonBody(string? Reason);
