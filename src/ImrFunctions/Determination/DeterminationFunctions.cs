using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Records;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake.Control;
using ImrFunctions.Matching;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Determination;

/// <summary>The reviewer's provisional outcome, then her signed determination.</summary>
public sealed class DeterminationFunctions(StatementDesk desk, StepContext step, IdentityGate identities)
{
    private const string NotHers = "Only the assigned reviewer decides this case.";

    [Function(nameof(PostProvisional))]
    public Task<IResult> PostProvisional(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/provisional")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeAsync<ProvisionalBody, ProvisionalOutcome>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Provisional,
            async (body, record, caller) =>
            {
                if (!record.Reviewers.Contains(caller.Id))
                    return new Statement<ProvisionalOutcome>(1, null, [], NotHers);
                var outcome = body.ToOutcome(caller.Id);
                List<ApplicationProblem> problems = [.. body.Missing(), .. DeterminationValidation.Of(outcome, await ItemsAsync(record, caller.Id, cancellation))];
                return new Statement<ProvisionalOutcome>(1, problems.Count > 0 ? null : outcome, problems);
            },
            cancellation);

    [Function(nameof(PostDetermination))]
    public Task<IResult> PostDetermination(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/cases/{caseNumber}/determination")] HttpRequest request,
        string caseNumber, [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellation)
        => desk.TakeWholeAsync<DeterminationBody, Imr.Core.Determinations.Determination>(
            new StatementCall(request, client, caseNumber, context.InvocationId),
            FactKind.Determination,
            (body, snapshot, caller) => DetermineAsync(body, snapshot, caller, cancellation),
            cancellation);

    private async Task<Statement<Imr.Core.Determinations.Determination>> DetermineAsync(DeterminationBody body, CaseSnapshot snapshot, Principal caller, CancellationToken cancellation)
    {
        var record = snapshot.Record;
        if (!record.Reviewers.Contains(caller.Id))
            return new(1, null, [], NotHers);
        if (record.PartOf(caller.Id) is { SignedFact: not null })
            return new(1, null, [], "Your determination stands: another reviewer's items came back.");
        // A person decides, unprompted: her own view must be on file before she may have seen the machine's draft.
        if (!snapshot.ProvisionalBy(caller.Id))
            return new(1, null, [], "Store the provisional outcome first.");
        var current = RecordsHash.Of(snapshot.Documents);
        if (body.RecordsHash is not null && body.RecordsHash != current)
            return new(1, null, [], "The set of records has changed since it was read: look at it again and sign the new set.");
        if (await identities.RefusalAsync(snapshot, cancellation) is { } refusal)
            return new(1, null, [], refusal);
        var determination = new Imr.Core.Determinations.Determination(
            Imr.Core.Determinations.Determination.CurrentSchemaVersion,
            caller.Id,
            body.ClinicalCaseSummary ?? "",
            body.ToItems(),
            body.RecordsHash ?? current,
            body.SignedName ?? "");
        List<ApplicationProblem> problems = [.. body.Missing(), .. DeterminationValidation.Of(determination, await ItemsAsync(record, caller.Id, cancellation))];
        return new(record.DeterminationAttempt, problems.Count > 0 ? null : determination, problems) { Part = record.PartOf(caller.Id)?.Number };
    }

    /// <summary>What she decides: all that is in review, or her group of it.</summary>
    private async Task<IReadOnlyCollection<string>> ItemsAsync(CaseRecord record, string reviewerId, CancellationToken cancellation)
        => [.. (await step.InReviewAsync(record, cancellation)).OfPart(record.PartOf(reviewerId)).DisputedItems.Select(i => i.Id)];
}
