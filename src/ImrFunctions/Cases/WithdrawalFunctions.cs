using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>The applicant ends the review, at any time before the letter (domain.md §1.12).</summary>
public sealed class WithdrawalFunctions(StatementDesk desk)
{
    [Function(nameof(PostWithdrawal))]
    public Task<IResult> PostWithdrawal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/withdrawal")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<WithdrawalBody, Withdrawal>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Withdrawal,
            (body, _, caller) => Task.FromResult(string.IsNullOrWhiteSpace(body.Reason)
                ? new Statement<Withdrawal>(1, null, [new ApplicationProblem("$.reason", "Missing.", "Why the application is withdrawn.")])
                : new Statement<Withdrawal>(1, new Withdrawal(Withdrawal.CurrentSchemaVersion, caller.ToString(), body.Reason.Trim()), [])),
            cancellation);
}

public sealed record WithdrawalBody(string? Reason);
