using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Deadlines;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Cases;

/// <summary>The claims administrator authorizes disputed treatment, at any time before the letter (8 CCR 9792.10.6(a); domain.md §1.12).</summary>
public sealed class AuthorizationFunctions(StatementDesk desk, StepContext step)
{
    [Function(nameof(PostAuthorization))]
    public Task<IResult> PostAuthorization(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/authorization")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<AuthorizationBody, Authorization>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Authorization,
            async (body, snapshot, caller) =>
            {
                var disputed = (await step.InReviewAsync(snapshot.Record, cancellation)).DisputedItems.Select(i => i.Id).ToList();
                List<ApplicationProblem> problems = [.. Problems(body, disputed, PacificTime.LegalDay(step.Now))];
                return new Statement<Authorization>(1, problems.Count > 0 ? null : Fact(body, disputed, caller), problems);
            },
            cancellation);

    private static Authorization Fact(AuthorizationBody body, List<string> disputed, Principal caller)
        => new(Authorization.CurrentSchemaVersion, caller.ToString(), body.All == true ? disputed : body.ItemIds!, body.AuthorizedOn!.Value);

    private static IEnumerable<ApplicationProblem> Problems(AuthorizationBody body, List<string> disputed, DateOnly today)
    {
        if (body.All == true == body.ItemIds is { Count: > 0 })
            yield return new ApplicationProblem("$.itemIds", "Say either which items, or all.", $"itemIds of {string.Join(", ", disputed)}, or all: true.");
        foreach (var (id, n) in (body.ItemIds ?? []).Select((id, n) => (id, n)).Where(i => !disputed.Contains(i.id, StringComparer.Ordinal)))
            yield return new ApplicationProblem($"$.itemIds[{n}]", "Not an item in review.", string.Join(", ", disputed));
        if (body.AuthorizedOn is not { } on)
            yield return new ApplicationProblem("$.authorizedOn", "Missing.", "The day of the authorization, such as 2026-09-30.");
        else if (on > today)
            yield return new ApplicationProblem("$.authorizedOn", "In the future.", "Today or earlier.");
    }
}

/// <param name="All">Everything that is still in review.</param>
public sealed record AuthorizationBody(IReadOnlyList<string>? ItemIds, bool? All, DateOnly? AuthorizedOn);
