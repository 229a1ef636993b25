using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>The statement that a dispute of liability is resolved (LC 4610.5(h)(2), (k)).</summary>
public sealed class LiabilityFunctions(StatementDesk desk, StepContext step)
{
    [Function(nameof(PostLiabilityResolved))]
    public Task<IResult> PostLiabilityResolved(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/liability-resolved")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<LiabilityResolvedBody, LiabilityResolution>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.LiabilityResolved,
            async (body, snapshot, caller) =>
            {
                var application = await step.InReviewAsync(snapshot.Record, cancellation);
                var problems = Problems(body, application, PacificTime.LegalDay(step.Now));
                return await Said.Of(
                    snapshot.Next(FactKind.LiabilityResolved), problems,
                    () => new LiabilityResolution(
                        LiabilityResolution.CurrentSchemaVersion, caller.ToString(), body.Liable!.Value, body.NoticeServedOn!.Value, body.ServiceMethod!.Value,
                        body.ItemIds is { Count: > 0 } items ? [.. items.Distinct(StringComparer.Ordinal)] : null));
            },
            cancellation);

    private static List<ApplicationProblem> Problems(LiabilityResolvedBody body, ImrApplication application, DateOnly today)
    {
        var problems = new List<ApplicationProblem>();
        if (body.Liable is null)
            problems.Add(new ApplicationProblem("$.liable", "Missing.", "true: the claims administrator is liable now; false: it is not."));
        if (body.NoticeServedOn is null || body.NoticeServedOn > today || body.NoticeServedOn < application.UrDecision.DecisionDate)
            problems.Add(new ApplicationProblem("$.noticeServedOn", "Missing, before the UR decision or in the future.", "The day on which the notice was served on the employee."));
        if (body.ServiceMethod is not { } method || !Enum.IsDefined(method))
            problems.Add(new ApplicationProblem("$.serviceMethod", "Missing.", string.Join(", ", Enum.GetNames<ServiceMethod>())));
        foreach (var (_, n) in (body.ItemIds ?? []).Select((id, n) => (id, n)).Where(i => application.DisputedItems.All(d => d.Id != i.id)))
            problems.Add(new ApplicationProblem($"$.itemIds[{n}]", "Not an item in review.", string.Join(", ", application.DisputedItems.Select(i => i.Id))));
        return problems;
    }
}

/// <param name="ItemIds">Which items it is about; without, all.</param>
public sealed record LiabilityResolvedBody(bool? Liable, DateOnly? NoticeServedOn, ServiceMethod? ServiceMethod, IReadOnlyList<string>? ItemIds);
