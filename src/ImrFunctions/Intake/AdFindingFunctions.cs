using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The Administrative Director's finding on eligibility (8 CCR 9792.10.3(c)).</summary>
public sealed class AdFindingFunctions(StatementDesk desk, StepContext step)
{
    /// <summary>What a system that says it finds against a worker is answered.</summary>
    internal static readonly ApplicationProblem NoPerson = new("$.outcome", "Takes something from a worker, and no named person says it.", "A person's own token.");

    [Function(nameof(PostAdFinding))]
    public Task<IResult> PostAdFinding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/ad-finding")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<AdFindingBody, AdFinding>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.AdFinding,
            async (body, snapshot, caller) =>
            {
                var application = await step.InReviewAsync(snapshot.Record, cancellation);
                List<ItemFinding> items = [.. (body.IneligibleItems ?? []).Select(i => new ItemFinding(i?.ItemId ?? "", i?.ReasonCodes ?? []))];
                List<ApplicationProblem> problems = [.. FindingChecks.Of(body.Outcome, body.ReasonCodes ?? [], items, [.. application.DisputedItems.Select(i => i.Id)], RulesOf(snapshot.Record.Proposal))];
                var finding = problems.Count > 0
                    ? null
                    : new AdFinding(AdFinding.CurrentSchemaVersion, body.Outcome!.Value, body.ReasonCodes ?? [], body.Note, caller.ToString())
                    {
                        IneligibleItems = items.Count > 0 ? items : null,
                        Application = snapshot.Record.ApplicationHash,
                    };
                if (finding is { TakesAway: true } && !AdFinding.IsByPerson(finding.FoundBy))
                {
                    problems.Add(NoPerson);
                    finding = null;
                }

                return new Statement<AdFinding>(snapshot.Next(FactKind.AdFinding), finding, problems);
            },
            cancellation);

    internal static RuleSet? RulesOf(EligibilityProposal? proposal) => proposal is null ? null : RuleSetLibrary.Default.ById(proposal.RuleSetId);
}

public sealed record ItemFindingBody(string? ItemId, IReadOnlyList<string>? ReasonCodes);

public sealed record AdFindingBody(EligibilityOutcome? Outcome, IReadOnlyList<string>? ReasonCodes, string? Note, IReadOnlyList<ItemFindingBody?>? IneligibleItems);
