using Imr.Core.Cases;
using Imr.Core.Matching;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Matching;

/// <summary>A reviewer's offers and her answers.</summary>
public sealed class OfferFunctions(AssignmentStore assignments, StatementDesk desk)
{
    [Function(nameof(GetOffers))]
    public async Task<IResult> GetOffers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/offers")] HttpRequest request, CancellationToken cancellation)
    {
        var offers = await assignments.OffersAsync(request.Caller().Id, cancellation);
        return Results.Json(
            new { offers = offers.Select(o => new { o.OfferId, o.Review.CaseNumber, o.Review.Round, o.Attempt, o.OfferedAt, o.AnswerBy, o.Treatments }) },
            ImrJson.Options);
    }

    [Function(nameof(PostOfferAnswer))]
    public Task<IResult> PostOfferAnswer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/offers/{offerId}/answer")] HttpRequest request,
        string caseNumber, string offerId, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<OfferAnswerBody, OfferAnswer>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.OfferAnswer,
            (body, record, caller) =>
            {
                if (record.Offer is not { } offer || offer.OfferId != offerId || offer.ReviewerId != caller.Id)
                    return Task.FromResult(new Statement<OfferAnswer>(1, null, [], "This offer is not open any more."));
                var problems = new List<ApplicationProblem>();
                if (body.Accepted is null)
                    problems.Add(new ApplicationProblem("$.accepted", "Missing.", "true or false."));
                if (body is { Accepted: true, NoConflictAttested: not true })
                    problems.Add(new ApplicationProblem("$.noConflictAttested", "An offer is accepted only with the attestation.", "true, or decline (LC 139.5(d)(5))."));
                if (body is { Accepted: false } && string.IsNullOrWhiteSpace(body.Reason))
                    problems.Add(new ApplicationProblem("$.reason", "Missing.", "Why the offer is declined."));
                var answer = problems.Count > 0
                    ? null
                    : new OfferAnswer(OfferAnswer.CurrentSchemaVersion, offerId, caller.Id, body.Accepted!.Value, body.NoConflictAttested ?? false, body.Reason);
                return Task.FromResult(new Statement<OfferAnswer>(offer.Attempt, answer, problems));
            },
            cancellation);
}

public sealed record OfferAnswerBody(bool? Accepted, bool? NoConflictAttested, string? Reason);
