using Imr.Core.Cases;
using Imr.Core.Cases.Statements;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Operations;
using ImrFunctions.Review;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Intake;

/// <summary>A person decides on an amended application of an open case: what it changes, then taken or refused with a reason.</summary>
public sealed class AmendmentFunctions(CaseAccess access, StatementDesk desk, StepContext step, AmendmentStore amendments)
{
    /// <summary>The pending amendment with every field that it changes, old and new; and those that were taken.</summary>
    [Function(nameof(GetAmendments))]
    public async Task<IResult> GetAmendments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/cases/{caseNumber}/amendments")] HttpRequest request, string caseNumber, FunctionContext context, CancellationToken cancellation)
    {
        var lookup = await access.FindAsync(request, caseNumber, context.InvocationId, cancellation);
        return lookup.Record is not { } record
            ? lookup.Refusal!
            : Results.Json(new { pending = await PendingAsync(record, cancellation), taken = await amendments.ListAsync(record.Review.CaseNumber, cancellation) }, ImrJson.Options);
    }

    [Function(nameof(PostAmendmentDecision))]
    public Task<IResult> PostAmendmentDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/amendment-decision")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<AmendmentDecisionBody, AmendmentDecision>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.AmendmentDecision,
            (body, snapshot, caller) =>
            {
                List<ApplicationProblem> problems = [.. Said.Needed(body.Reason, "$.reason", "Why it is taken or refused, for the record.")];
                if (body.Accepted is null)
                    problems.Add(new ApplicationProblem("$.accepted", "Missing.", "true or false."));
                if (body.Amendment is null)
                    problems.Add(new ApplicationProblem("$.amendment", "Missing.", "The hash of GET …/amendments: what was looked at is what is decided on."));
                if (problems.Count == 0 && body.Amendment != snapshot.Record.PendingAmendment)
                    return Task.FromResult(new Statement<AmendmentDecision>(1, null, [], "Another amendment waits meanwhile: look at it again."));
                return Said.Of(
                    snapshot.Next(FactKind.AmendmentDecision), problems,
                    () => new AmendmentDecision(AmendmentDecision.CurrentSchemaVersion, caller.ToString(), body.Amendment!, body.Accepted!.Value, body.Reason!.Trim()));
            },
            cancellation);

    private async Task<object?> PendingAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.PendingAmendment is not { } hash)
            return null;
        var before = await step.ApplicationAsync(record.Review.CaseNumber, record.ApplicationHash!, cancellation);
        var after = await step.ApplicationAsync(record.Review.CaseNumber, hash, cancellation);
        return new { amendment = hash, changes = ApplicationChanges.Between(before, after) };
    }
}

public sealed record AmendmentDecisionBody(ContentHash? Amendment, bool? Accepted, string? Reason);
