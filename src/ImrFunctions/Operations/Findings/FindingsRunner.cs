using Imr.Core.Eligibility;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Operations.Ledger;

namespace ImrFunctions.Operations.Findings;

/// <summary>
/// States the findings of a file, case by case: each is the fact that <c>POST api/cases/{caseNumber}/ad-finding</c> writes, by the person who sent the file, with
/// the file's id, so that a case that was told before a crash is found told, and told once.
/// </summary>
public sealed class FindingsRunner(OperationLedger ledger, CaseSnapshots snapshots, FactPost post, TimeProvider time)
{
    public const string Done = "Done";

    /// <summary>The case was found on, or its proposal changed, after the preview.</summary>
    public const string Changed = "Changed";

    private const int CasesPerMessage = 100;

    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> RunAsync(DurableTaskClient client, Operation operation, CancellationToken cancellation, int limit = CasesPerMessage)
    {
        var findings = ImrJson.Read<FindingsRequest>(operation.Request).Cases.ToDictionary(c => c.CaseNumber);
        var toDo = await ledger.CasesAsync(operation.Id, limit, onlyToDo: true, cancellation);
        foreach (var one in toDo)
            await ledger.SetOutcomeAsync(operation.Id, one.CaseNumber, await StateAsync(client, operation, findings[one.CaseNumber], cancellation), null, cancellation);
        if (toDo.Count == limit)
            return true;
        await ledger.FinishAsync(operation, cancellation);
        return false;
    }

    private async Task<string> StateAsync(DurableTaskClient client, Operation operation, CaseFinding one, CancellationToken cancellation)
    {
        var requestId = "findings-" + operation.Id;
        if (await snapshots.TryReadAsync(one.CaseNumber, cancellation) is not { Record: var record } snapshot)
            return Changed;
        if (snapshot.OfKind(FactKind.AdFinding).Any(f => f.Ref.FactId.EndsWith("|" + requestId, StringComparison.Ordinal)))
            return Done;
        if (!Waits.For(record).Contains(FactKind.AdFinding) || snapshot.Next(FactKind.AdFinding) != one.Attempt || FindingsPlanner.ProposalId(record) != one.ProposalId)
            return Changed;
        var fact = new FactToWrite<AdFinding>(record.Review, FactKind.AdFinding, one.Attempt, requestId, operation.By, time.GetUtcNow(), one.Finding with { Application = record.ApplicationHash })
        {
            RequestHash = operation.RequestHash,
            OnlyOne = true,
        };
        return (await post.PostAsync(client, fact, cancellation)).Outcome is FactWriteOutcome.Created or FactWriteOutcome.Repeated ? Done : Changed;
    }
}
