using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Matching;

/// <summary>A reviewer steps down, or an operator takes the case from her.</summary>
public sealed class ReviewerChangeFunctions(StatementDesk desk)
{
    private static readonly string s_causes = string.Join(", ", Enum.GetNames<ReviewerChangeCause>());

    [Function(nameof(PostRecusal))]
    public Task<IResult> PostRecusal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/recusal")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ReviewerChangeBody, Recusal>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Recusal,
            (body, snapshot, caller) => !snapshot.Record.Reviewers.Contains(caller.Id)
                ? Task.FromResult(new Statement<Recusal>(1, null, [], "Only the assigned reviewer steps down."))
                : Said.Of(
                    snapshot.Next(FactKind.Recusal), [.. Problems(body)],
                    () => new Recusal(Recusal.CurrentSchemaVersion, caller.Id, body.Cause!.Value, body.Reason!.Trim())),
            cancellation);

    [Function(nameof(PostReassignment))]
    public Task<IResult> PostReassignment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/reassign")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<ReviewerChangeBody, Reassignment>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Reassignment,
            (body, snapshot, caller) =>
            {
                var held = snapshot.Record.Holders;
                List<ApplicationProblem> problems = [.. Problems(body)];
                if (body.ReviewerId is null ? held.Count > 1 : !held.Contains(body.ReviewerId))
                    problems.Add(new ApplicationProblem("$.reviewerId", "Say which reviewer is taken off.", string.Join(", ", held)));
                return Said.Of(
                    snapshot.Next(FactKind.Reassignment), problems,
                    () => new Reassignment(Reassignment.CurrentSchemaVersion, caller.ToString(), body.ReviewerId ?? held[0], body.Cause!.Value, body.Reason!.Trim()));
            },
            cancellation);

    private static IEnumerable<ApplicationProblem> Problems(ReviewerChangeBody body)
        => Said.Needed(body.Reason, "$.reason", "Why, for the record.").Concat(body.Cause is null ? [new ApplicationProblem("$.cause", "Missing.", s_causes)] : []);
}

/// <param name="ReviewerId">Who is taken off; needed only when several have the case.</param>
public sealed record ReviewerChangeBody(ReviewerChangeCause? Cause, string? Reason, string? ReviewerId);
