using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The Administrative Director's finding on eligibility (8 CCR 9792.10.3(c)).</summary>
public sealed class AdFindingFunctions(StatementDesk desk)
{
    [Function(nameof(PostAdFinding))]
    public Task<IResult> PostAdFinding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/ad-finding")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<AdFindingBody, AdFinding>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.AdFinding,
            (body, snapshot, caller) =>
            {
                var problems = Problems(body, snapshot.Record.Proposal);
                var finding = problems.Count > 0 ? null : new AdFinding(AdFinding.CurrentSchemaVersion, body.Outcome!.Value, body.ReasonCodes ?? [], body.Note, caller.ToString());
                return Task.FromResult(new Statement<AdFinding>(1 + snapshot.OfKind(FactKind.AdFinding).Count(f => f.Consumed), finding, problems));
            },
            cancellation);

    private static List<ApplicationProblem> Problems(AdFindingBody body, EligibilityProposal? proposal)
    {
        var problems = new List<ApplicationProblem>();
        if (body.Outcome is not (EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible or EligibilityOutcome.Deferred))
            problems.Add(new ApplicationProblem("$.outcome", "Not a finding.", "Eligible, Ineligible or Deferred."));
        if (body.Outcome is EligibilityOutcome.Ineligible or EligibilityOutcome.Deferred && body.ReasonCodes is not { Count: > 0 })
            problems.Add(new ApplicationProblem("$.reasonCodes", "Missing.", "At least one reason: the notice must say why."));
        var known = proposal is null ? null : Imr.Core.Deadlines.RuleSetLibrary.Default.ById(proposal.RuleSetId);
        foreach (var (code, n) in (body.ReasonCodes ?? []).Select((c, n) => (c, n)).Where(r => known is not null && known.Eligibility.All(e => e.Code != r.c)))
            problems.Add(new ApplicationProblem($"$.reasonCodes[{n}]", "Not a reason of the rules in force.", string.Join(", ", known!.Eligibility.Select(e => e.Code))));
        return problems;
    }
}

public sealed record AdFindingBody(EligibilityOutcome? Outcome, IReadOnlyList<string>? ReasonCodes, string? Note);
