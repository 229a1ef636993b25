using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Cases;

/// <summary>What a case takes at its stage: the table behind every 409.</summary>
public static class Waits
{
    private static readonly Dictionary<ReviewStage, FactKind[]> AtStage = new()
    {
        [ReviewStage.Received] = [FactKind.Withdrawal],
        [ReviewStage.EligibilityReview] = [FactKind.AdFinding, FactKind.Withdrawal],
        [ReviewStage.RecordsRequested] = [FactKind.Withdrawal],
        [ReviewStage.InsufficientRecords] = [FactKind.Withdrawal],
        [ReviewStage.ReviewerAssignment] = [FactKind.OfferAnswer, FactKind.Withdrawal],
        [ReviewStage.ClinicalReview] = [FactKind.Provisional, FactKind.Determination, FactKind.Withdrawal],
        [ReviewStage.QualityReview] = [FactKind.Withdrawal],
        [ReviewStage.AwaitingRelease] = [FactKind.Release, FactKind.Withdrawal],
        [ReviewStage.Issued] = [],
        [ReviewStage.Closed] = [],
        [ReviewStage.Rejected] = [],
    };

    public static IReadOnlyList<FactKind> For(CaseRecord record)
    {
        if (!record.Open)
            return [];
        if (record.Attention is not null)
            return [FactKind.OperatorDecision, FactKind.Withdrawal];
        var kinds = AtStage[record.Stage];
        // Accepted as eligible already: there is nothing left to find.
        return record is { Stage: ReviewStage.EligibilityReview, Eligibility: EligibilityOutcome.Eligible or EligibilityOutcome.Ineligible }
            ? [.. kinds.Where(k => k != FactKind.AdFinding)]
            : kinds;
    }
}
