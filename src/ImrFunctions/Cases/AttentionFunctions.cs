using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>An operator decides how a case goes on that needs attention.</summary>
public sealed class AttentionFunctions(StatementDesk desk)
{
    [Function(nameof(PostAttention))]
    public Task<IResult> PostAttention(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/attention")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<AttentionBody, OperatorDecision>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.OperatorDecision,
            (body, record, caller) =>
            {
                var problems = new List<ApplicationProblem>();
                if (body.Action is null)
                    problems.Add(new ApplicationProblem("$.action", "Missing.", "Retry, Skip or Cancel."));
                if (string.IsNullOrWhiteSpace(body.Reason))
                    problems.Add(new ApplicationProblem("$.reason", "Missing.", "Why, for the record."));
                if (record.Attention is { CanSkip: false } && body.Action == OperatorAction.Skip)
                    problems.Add(new ApplicationProblem("$.action", "This step can't be skipped.", "Retry or Cancel."));
                var decision = problems.Count > 0 ? null : new OperatorDecision(OperatorDecision.CurrentSchemaVersion, body.Action!.Value, body.Reason!.Trim(), caller.ToString());
                return Task.FromResult(new Statement<OperatorDecision>(record.Attention?.Attempt ?? 1, decision, problems));
            },
            cancellation);
}

public sealed record AttentionBody(OperatorAction? Action, string? Reason);
