using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The Administrative Director's finding on eligibility (8 CCR 9792.10.3(c)).</summary>
public sealed class AdFindingFunctions(StatementDesk desk, StepContext step)
{
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
                List<ApplicationProblem> problems = [.. Problems(body, snapshot.Record.Proposal), .. ItemProblems(body, application, snapshot.Record.Proposal)];
                var finding = problems.Count > 0
                    ? null
                    : new AdFinding(AdFinding.CurrentSchemaVersion, body.Outcome!.Value, body.ReasonCodes ?? [], body.Note, caller.ToString())
                    {
                        IneligibleItems = body.IneligibleItems is { Count: > 0 } items ? [.. items.Select(i => new ItemFinding(i!.ItemId!, i.ReasonCodes!))] : null,
                    };
                return new Statement<AdFinding>(1 + snapshot.OfKind(FactKind.AdFinding).Count(f => f.Consumed), finding, problems);
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

    /// <summary>Single items are found ineligible only in a case that goes on with others; each with its reasons.</summary>
    private static IEnumerable<ApplicationProblem> ItemProblems(AdFindingBody body, ImrApplication application, EligibilityProposal? proposal)
    {
        var items = body.IneligibleItems ?? [];
        if (items.Count > 0 && body.Outcome != EligibilityOutcome.Eligible)
            yield return new ApplicationProblem("$.ineligibleItems", "Only a case that is found eligible goes on without some of its items.", "outcome Eligible, or no items.");
        if (items.Count > 0 && application.DisputedItems.All(i => items.Any(f => f?.ItemId == i.Id)))
            yield return new ApplicationProblem("$.ineligibleItems", "No item would be left.", "outcome Ineligible for the whole case.");
        var known = proposal is null ? null : Imr.Core.Deadlines.RuleSetLibrary.Default.ById(proposal.RuleSetId);
        foreach (var (item, n) in items.Select((i, n) => (i, n)))
        {
            if (application.DisputedItems.All(i => i.Id != item?.ItemId))
                yield return new ApplicationProblem($"$.ineligibleItems[{n}].itemId", "Not an item in review.", string.Join(", ", application.DisputedItems.Select(i => i.Id)));
            if (item?.ReasonCodes is not { Count: > 0 } codes)
                yield return new ApplicationProblem($"$.ineligibleItems[{n}].reasonCodes", "Missing.", "At least one reason: the notice must say why.");
            else if (known is not null && codes.FirstOrDefault(c => known.Eligibility.All(e => e.Code != c)) is not null)
                yield return new ApplicationProblem($"$.ineligibleItems[{n}].reasonCodes", "Not a reason of the rules in force.", string.Join(", ", known.Eligibility.Select(e => e.Code)));
        }
    }
}

public sealed record ItemFindingBody(string? ItemId, IReadOnlyList<string>? ReasonCodes);

public sealed record AdFindingBody(EligibilityOutcome? Outcome, IReadOnlyList<string>? ReasonCodes, string? Note, IReadOnlyList<ItemFindingBody?>? IneligibleItems);
