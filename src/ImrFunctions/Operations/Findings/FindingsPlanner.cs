using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Eligibility.Findings;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Review;

namespace ImrFunctions.Operations.Findings;

/// <summary>A page of proposals that wait for a finding.</summary>
public sealed record ProposalsPage(IReadOnlyList<ProposedRow> Rows, string? Continuation);

/// <summary>What a file of findings would do. Either problems, or the findings.</summary>
public sealed record FindingsPlan(FindingsPreviewView? Preview, FindingsRequest? Request, IReadOnlyList<FindingsProblem> Problems);

/// <summary>Says what waits for a finding, and what the findings that come back would do. Reads only.</summary>
public sealed class FindingsPlanner(CaseSnapshots snapshots, CaseIndex index, StepContext step)
{
    /// <summary>Cases of one file. More are found in several.</summary>
    public const int MaxCases = 200;

    /// <summary>Cases in preliminary review whose proposal waits for the Administrative Director, an item a row.</summary>
    public async Task<ProposalsPage> ProposalsAsync(int limit, string? continuation, CancellationToken cancellation)
    {
        var rows = new List<ProposedRow>();
        var page = await index.ListAsync(CaseIndex.StagePartition(ReviewStage.EligibilityReview), limit, continuation, cancellation);
        foreach (var listed in page.Cases)
        {
            if (await snapshots.TryReadAsync(listed.CaseNumber, cancellation) is { Record: { Proposal: { } proposal } record } && Waits.For(record).Contains(FactKind.AdFinding))
                rows.AddRange(Rows(record, proposal));
        }

        return new ProposalsPage(rows, page.Continuation);
    }

    public async Task<FindingsPlan> PlanAsync(FindingsReadResult read, string by, CancellationToken cancellation)
    {
        var problems = read.Problems.ToList();
        var cases = read.Rows.GroupBy(r => r.CaseNumber).ToList();
        if (cases.Count > MaxCases)
            problems.Add(new(0, "caseNumber", $"has {cases.Count} cases", $"at most {MaxCases}"));
        if (read.Rows.Count == 0 && problems.Count == 0)
            problems.Add(new(0, "", "has no rows", "the rows of GET /api/findings"));
        var found = new List<CaseFinding>();
        var left = new List<FindingLeft>();
        foreach (var rows in cases.Take(MaxCases))
            await PlanCaseAsync([.. rows], by, found, left, problems, cancellation);
        if (problems.Count > 0)
            return new FindingsPlan(null, null, [.. problems.OrderBy(p => p.Row)]);
        var request = new FindingsRequest(FindingsRequest.CurrentSchemaVersion, found);
        var id = ContentHash.Of(ImrJson.WriteBytes(new { by, request })).Value[..32];
        return new FindingsPlan(
            new FindingsPreviewView(id, [.. found.Select(c => new FindingPreview(c.CaseNumber, c.Finding.Outcome, c.Finding.ReasonCodes, c.Finding.IneligibleItems ?? []))], left), request, []);
    }

    /// <summary>The proposal, the items in review and the round: what a finding is made on.</summary>
    internal static string ProposalId(CaseRecord record)
        => ContentHash.Of(ImrJson.WriteBytes(new { record.Review, record.Proposal, record.ApplicationHash, record.ClosedItemIds })).Value[..16];

    private static IEnumerable<ProposedRow> Rows(CaseRecord record, EligibilityProposal proposal)
        => from item in proposal.Items
           where !record.ClosedItemIds.Contains(item.ItemId, StringComparer.Ordinal)
           select new ProposedRow(
               record.Review.CaseNumber, item.ItemId, record.Priority, proposal.ReceivedOn, proposal.RuleSetId, ProposalId(record), item.Outcome, item.ReasonCodes,
               item.FilingDueOn, proposal.FilingDeadlineWithoutMail?.DueOn, Screenings.Question(record)?.Due.DueOn, record.Eligibility);

    private async Task PlanCaseAsync(IReadOnlyList<FoundRow> rows, string by, List<CaseFinding> found, List<FindingLeft> left, List<FindingsProblem> problems, CancellationToken cancellation)
    {
        var number = rows[0].CaseNumber;
        if (await snapshots.TryReadAsync(number, cancellation) is not { Record: var record } snapshot)
        {
            problems.Add(new(rows[0].Row, "caseNumber", "there is no such case", "a case of GET /api/findings"));
            return;
        }

        if (!Waits.For(record).Contains(FactKind.AdFinding))
        {
            // Found meanwhile, perhaps by this very file: nothing is left to do.
            left.Add(new FindingLeft(number, $"The case is at {record.Stage}. {Waits.Refusal(record, FactKind.AdFinding)}"));
            return;
        }

        var current = ProposalId(record);
        foreach (var row in rows.Where(r => r.Outcome is not null && r.ProposalId != current))
            problems.Add(new(row.Row, "proposal", "another proposal stands by now", "the rows of GET /api/findings, fetched again"));
        var application = await step.InReviewAsync(record, cancellation);
        if (CaseFindings.Of(rows, [.. application.DisputedItems.Select(i => i.Id)], AdFindingFunctions.RulesOf(record.Proposal), by, problems) is { } finding)
            found.Add(new CaseFinding(number, snapshot.Next(FactKind.AdFinding), current, finding));
        else if (rows.All(r => r.Outcome is null))
            left.Add(new FindingLeft(number, "No finding stands in the file."));
    }
}
