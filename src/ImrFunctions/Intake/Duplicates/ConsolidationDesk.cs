using Imr.Core.Cases;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Duplicates;
using Imr.Core.Serialization;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Review;

namespace ImrFunctions.Intake.Duplicates;

/// <summary>A named person decided that cases are decided together (8 CCR 9792.10.4(a)); stands in each of them.</summary>
/// <param name="Group">The case of them that arrived first.</param>
/// <param name="RequestHash">Of what was sent: the same request id with other bytes is a conflict.</param>
public sealed record ConsolidationDecision(int SchemaVersion, CaseNumber Group, IReadOnlyList<CaseNumber> Cases, string By, string Reason, DateTimeOffset At, ContentHash RequestHash) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <summary>What became of a decision: stored, or what stands against it; neither when it changed meanwhile.</summary>
public sealed record ConsolidationOutcome(ConsolidationDecision? Decision, IReadOnlyList<ApplicationProblem> Problems);

/// <summary>
/// Keeps decisions to decide cases together. What follows now: the group in the register and in the timeline, and the same reviewer is offered the cases that have
/// none yet. Each case still gets its own letter.
/// </summary>
public sealed class ConsolidationDesk(CaseStorage storage, CaseRegister register, StepContext step, TimeProvider time)
{
    /// <summary>Cases that a decision joins with one.</summary>
    public const int Most = 20;

    private const int MaxTries = 5;

    public async Task<IReadOnlyList<ConsolidationDecision>> ListAsync(CaseNumber caseNumber, CancellationToken cancellation)
    {
        var decisions = new List<ConsolidationDecision>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {caseNumber.Value} and RowKey ge {RowKeys.ConsolidatedPrefix} and RowKey lt {RowKeys.After(RowKeys.ConsolidatedPrefix)}");
        await foreach (var row in storage.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            decisions.Add(ImrJson.Read<ConsolidationDecision>(ChunkedText.Read(row)));
        return [.. decisions.OrderBy(d => d.At)];
    }

    /// <summary>Checks every pair, then writes the decision into each case. A repeat goes on where a crash left off.</summary>
    public async Task<ConsolidationOutcome> DecideAsync(
        CaseRecord record, IReadOnlyList<CaseNumber> with, string requestId, ContentHash requestHash, string by, string reason, CancellationToken cancellation)
    {
        var stored = await storage.Cases.GetEntityIfExistsAsync<TableEntity>(record.Review.CaseNumber.Value, RowKeys.Consolidated(requestId), cancellationToken: cancellation);
        var earlier = stored is { HasValue: true, Value: { } row } ? ImrJson.Read<ConsolidationDecision>(ChunkedText.Read(row)) : null;
        if (earlier is not null && (earlier.RequestHash != requestHash || earlier.By != by))
            return new ConsolidationOutcome(null, []);
        var (members, problems) = await MembersAsync(record, with, check: earlier is null, cancellation);
        if (problems.Count > 0)
            return new ConsolidationOutcome(null, problems);
        List<CaseRecord> ordered = [.. members.OrderBy(m => m.FirstArrival).ThenBy(m => m.Review.CaseNumber.Value, StringComparer.Ordinal)];
        var group = ordered.Select(m => m.ConsolidationGroup).OfType<CaseNumber>().FirstOrDefault() ?? ordered[0].Review.CaseNumber;
        var decision = earlier ?? new ConsolidationDecision(
            ConsolidationDecision.CurrentSchemaVersion, group, [.. ordered.Select(m => m.Review.CaseNumber)], by, reason, time.GetUtcNow(), requestHash);
        // The case that was asked about first: its row is what a repeat goes by.
        foreach (var member in ordered.OrderBy(m => m.Review.CaseNumber == record.Review.CaseNumber ? 0 : 1))
        {
            if (!await WriteAsync(member, decision, requestId, cancellation))
                return new ConsolidationOutcome(null, []);
        }

        return new ConsolidationOutcome(decision, []);
    }

    /// <summary>A reviewer who has, or is offered, another case of the group; null when none is.</summary>
    public async Task<string?> ReviewerOfGroupAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.ConsolidationGroup is null)
            return null;
        var others = (await ListAsync(record.Review.CaseNumber, cancellation)).SelectMany(d => d.Cases).Where(c => c != record.Review.CaseNumber).Distinct().ToList();
        foreach (var other in others.OrderBy(c => c.Value, StringComparer.Ordinal))
        {
            if (await register.TryGetAsync(other, cancellation) is { Open: true, Parts.Count: 0, Holders: [var reviewer, ..] })
                return reviewer;
        }

        return null;
    }

    internal static ConsolidationSide Side(CaseRecord record, ImrApplication application)
        => new(application, record.Priority, record.Eligibility == EligibilityOutcome.Eligible, record.Open && record.Stage != ReviewStage.Issued, record.Review.Round > 1);

    private async Task<(IReadOnlyList<CaseRecord> Members, IReadOnlyList<ApplicationProblem> Problems)> MembersAsync(CaseRecord record, IReadOnlyList<CaseNumber> with, bool check, CancellationToken cancellation)
    {
        var sides = new List<(CaseRecord Record, ConsolidationSide Side, ComparableApplication Application)>();
        var problems = new List<ApplicationProblem>();
        foreach (var (number, n) in with.Select((number, n) => (number, n)).Prepend((record.Review.CaseNumber, -1)))
        {
            if (await register.TryGetAsync(number, cancellation) is not { ApplicationHash: { } hash } member)
            {
                problems.Add(new ApplicationProblem($"$.with[{n}]", "There is no such case.", "A case number."));
                continue;
            }

            var application = await step.ApplicationAsync(number, hash, cancellation);
            foreach (var other in check ? sides : [])
            {
                var comparison = ApplicationComparer.Compare(other.Application, ComparableApplication.Of(application), DuplicateRules.Default);
                foreach (var obstacle in Consolidation.Obstacles(other.Side, Side(member, application), comparison))
                    problems.Add(new ApplicationProblem($"$.with[{n}]", $"{obstacle}, held against {other.Record.Review.CaseNumber}.", "The same worker, physician, day of injury and priority; eligible, undecided, no duplicate, no remand."));
            }

            sides.Add((member, Side(member, application), ComparableApplication.Of(application)));
        }

        return ([.. sides.Select(s => s.Record)], problems);
    }

    /// <summary>The review runs on its own: a register that changed is read again.</summary>
    private async Task<bool> WriteAsync(CaseRecord member, ConsolidationDecision decision, string requestId, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = new TableEntity(member.Review.CaseNumber.Value, RowKeys.Consolidated(requestId)) { ["SchemaVersion"] = ConsolidationDecision.CurrentSchemaVersion };
            ChunkedText.Write(row, ImrJson.Write(decision));
            if (await register.ConsolidateAsync(member, decision.Group, row, decision.At, cancellation) != HandOverOutcome.Changed)
                return true;
            member = await register.GetAsync(member.Review.CaseNumber, cancellation);
        }

        return false;
    }
}
