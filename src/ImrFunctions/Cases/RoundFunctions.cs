using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>What opens a closed case again: the Appeals Board's remand (LC 4610.6(i)), the Administrative Director's order of a corrected letter.</summary>
public sealed class RoundFunctions(StatementDesk desk, Rounds rounds, TimeProvider time)
{
    [Function(nameof(PostRemand))]
    public Task<IResult> PostRemand(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/remand")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<RemandBody, Remand>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Remand,
            (body, _, caller) =>
            {
                List<ApplicationProblem> problems = [.. Ordered(body.OrderedOn)];
                if (body.Ground is null)
                    problems.Add(new ApplicationProblem("$.ground", "Missing.", string.Join(", ", Enum.GetNames<AppealGround>()) + " (LC 4610.6(h))."));
                if (body.Ground == AppealGround.PlainlyErroneousFact)
                    problems.AddRange(Said.Needed(body.WrongFact, "$.wrongFact", "The finding of fact that the order names as wrong."));
                return Said.Of(1, problems, () => new Remand(Remand.CurrentSchemaVersion, caller.ToString(), body.Ground!.Value, body.WrongFact?.Trim(), body.OrderedOn!.Value));
            },
            cancellation,
            (closed, fact) => rounds.OpenAsync(client, closed, fact, fact.Body.OrderedOn, cancellation),
            opened => rounds.MakeUpAsync(client, opened.Record, cancellation));

    [Function(nameof(PostCorrection))]
    public Task<IResult> PostCorrection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/correction")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<CorrectionBody, Correction>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Correction,
            (body, _, caller) =>
            {
                List<ApplicationProblem> problems = [.. Ordered(body.OrderedOn), .. Said.Needed(body.Reason, "$.reason", "What is to be corrected, as the corrected letter may say it.")];
                return Said.Of(1, problems, () => new Correction(Correction.CurrentSchemaVersion, caller.ToString(), body.Reason!.Trim(), body.OrderedOn!.Value));
            },
            cancellation,
            (closed, fact) => rounds.OpenAsync(client, closed, fact, fact.Body.OrderedOn, cancellation),
            opened => rounds.MakeUpAsync(client, opened.Record, cancellation));

    private IEnumerable<ApplicationProblem> Ordered(DateOnly? on)
    {
        if (on is null || on > PacificTime.LegalDay(time.GetUtcNow()))
            yield return new ApplicationProblem("$.orderedOn", "Missing or in the future.", "The day of the order.");
    }
}

/// <param name="WrongFact">The finding of fact that the order names, for a plainly erroneous one.</param>
public sealed record RemandBody(AppealGround? Ground, string? WrongFact, DateOnly? OrderedOn);

public sealed record CorrectionBody(string? Reason, DateOnly? OrderedOn);
