using Imr.Core.Cases;
using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Operations.Bulk;

/// <summary>Says which cases a request touches now, and why the others are left alone. Reads only.</summary>
public sealed class BulkPlanner(CaseRegister register, AttentionIndex attention)
{
    /// <returns>Null when more than <see cref="BulkForm.MaxCases"/> suit.</returns>
    public async Task<BulkPreviewView?> PlanAsync(BulkRequest request, CancellationToken cancellation)
    {
        if (await CandidatesAsync(request, cancellation) is not { } candidates)
            return null;
        var cases = new List<BulkCaseView>();
        var left = new List<BulkLeftView>();
        foreach (var number in candidates)
        {
            var record = await register.TryGetAsync(number, cancellation);
            if (WhyNot(request, record) is { } why)
                left.Add(new BulkLeftView(number.Value, why));
            else
                cases.Add(View(request, record!));
        }

        // The troubles and reviewers too: the list is another one when a case came to a further trouble, or to another reviewer, since.
        var id = ContentHash.Of(ImrJson.WriteBytes(new { request, troubles = cases.Select(c => $"{c.CaseNumber}|{c.ReviewerId ?? $"{c.Attempt}"}") })).Value[..32];
        return new BulkPreviewView(id, request.Action, cases, left);
    }

    private static BulkCaseView View(BulkRequest request, CaseRecord record)
        => new(
            record.Review.CaseNumber,
            record.Attention?.Attempt ?? 0,
            record.Stage,
            record.Attention?.Step,
            record.Attention?.Code,
            request.Action == BulkAction.Reassign ? record.Holders[0] : null);

    private async Task<IReadOnlyList<CaseNumber>?> CandidatesAsync(BulkRequest request, CancellationToken cancellation)
    {
        if (request.CaseNumbers is { } asked)
            return asked;
        var found = new List<CaseNumber>();
        var filter = new AttentionFilter(request.Code, null, Stage: request.Stage, OrganizationId: request.OrganizationId);
        string? continuation = null;
        do
        {
            var page = await attention.ListAsync(filter, 200, continuation, cancellation);
            found.AddRange(page.Cases.Select(c => c.CaseNumber));
            continuation = page.Continuation;
        }
        while (continuation is not null && found.Count <= BulkForm.MaxCases);
        return found.Count > BulkForm.MaxCases ? null : [.. found.Distinct().OrderBy(n => n.Value, StringComparer.Ordinal)];
    }

    private static string? WhyNot(BulkRequest request, CaseRecord? record)
        => record switch
        {
            null => "There is no such case.",
            { Open: false } => "The case is closed.",
            { Attention: null } when request.Action != BulkAction.Reassign || request.Code is not null => $"The case is at {record.Stage} and does not need attention.",
            _ => WhyOther(request, record, record.Attention),
        };

    /// <param name="attention">Null only where the action needs none.</param>
    private static string? WhyOther(BulkRequest request, CaseRecord record, AttentionState? attention)
        => request.Code is not null && attention?.Code != request.Code ? $"It needs attention for {attention?.Code}."
            : request.Stage is not null && record.Stage != request.Stage ? $"The case is at {record.Stage}."
            : request.OrganizationId is not null && record.OrganizationId != request.OrganizationId ? "It is another organization's case."
            : request.Action == BulkAction.Reassign ? WhyNoReassignment(record)
            : request.Action == BulkAction.Skip && attention is { CanSkip: false } ? $"{attention.Step} can't be skipped."
            : request.Action == BulkAction.HandOver && attention?.Owner == request.To ? "This operator has it already."
            : null;

    private static string? WhyNoReassignment(CaseRecord record)
        => !Waits.For(record).Contains(FactKind.Reassignment) ? Waits.Refusal(record, FactKind.Reassignment)
            : record.Holders.Count > 1 ? "Several reviewers have it: it must be said for this case which one is taken off."
            : null;
}
