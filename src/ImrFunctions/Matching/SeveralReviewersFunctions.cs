using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Matching;

/// <summary>More than one reviewer needs the Administrative Director's written approval (8 CCR 9792.10.6(c)).</summary>
public sealed class SeveralReviewersFunctions(StatementDesk desk)
{
    [Function(nameof(PostSeveralReviewers))]
    public Task<IResult> PostSeveralReviewers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/several-reviewers")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<SeveralReviewersBody, SeveralReviewersDecision>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.SeveralReviewers,
            (body, snapshot, caller) =>
            {
                List<ApplicationProblem> problems = [.. Said.Needed(body.Reason, "$.reason", "Why, for the record.")];
                if (body.Approved is null)
                    problems.Add(new ApplicationProblem("$.approved", "Missing.", "true or false."));
                return Said.Of(
                    snapshot.Next(FactKind.SeveralReviewers), problems,
                    () => new SeveralReviewersDecision(SeveralReviewersDecision.CurrentSchemaVersion, caller.ToString(), body.Approved!.Value, body.Reason!.Trim()));
            },
            cancellation);
}

public sealed record SeveralReviewersBody(bool? Approved, string? Reason);
