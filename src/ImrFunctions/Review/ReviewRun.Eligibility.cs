using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    /// <summary>The clock of the Administrative Director's question, through the waits for the finding.</summary>
    private IReadOnlyList<WaitLimit> _questionLimits = [];

    /// <summary>
    /// Screening proposes, the Administrative Director's finding decides (8 CCR 9792.10.3). Only "eligible" is accepted without a person. A corrected
    /// application before the finding is screened anew; a deferred case stays here until another finding.
    /// </summary>
    private async Task<ReviewStage?> SettleEligibilityAsync()
    {
        var screened = await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility));
        while (screened is { SettleBy: { } settleBy })
        {
            // Documents that the application lists are still on their way.
            var arrival = await WaitAsync([new WaitLimit(EligibilityActivities.Settled, settleBy, Ends: true)], 1, FactKind.Document, FactKind.Application);
            if (arrival is null)
                return Left();
            screened = await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility), arrival.Fact, detail: arrival.Passed?.Code);
        }

        if (screened is null)
            return Left();
        var limits = screened.Limits;
        if (screened.Proposed == EligibilityOutcome.Eligible)
            return ReviewStage.RecordsRequested;
        var rescreen = EligibilityActivities.Settled;
        while (true)
        {
            var arrival = await WaitAsync([.. limits.Concat(_questionLimits).OrderBy(l => l.At)], 1, FactKind.AdFinding, FactKind.Application, FactKind.Document);
            if (arrival is null)
                return Left();
            if (arrival.Fact!.Kind == FactKind.AdFinding)
            {
                if (await StepAsync<FindingResult>(nameof(EligibilityActivities.ApplyFinding), arrival.Fact) is not { } finding)
                    return Left();
                if (finding.Found == EligibilityOutcome.Eligible)
                    return ReviewStage.RecordsRequested;
                if (finding.Found == EligibilityOutcome.Ineligible)
                {
                    _end = CaseEnd.Ineligible;
                    return Left();
                }

                limits = finding.Limits;
                rescreen = EligibilityActivities.Deferred;
                continue;
            }

            if (await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility), arrival.Fact, detail: rescreen) is not { } again)
                return Left();
            if (again.Proposed == EligibilityOutcome.Eligible)
                return ReviewStage.RecordsRequested;
            // A document that changed nothing starts no limit anew: else whoever sends one a day keeps the finding from ever being late.
            if (again.Limits.Count > 0)
                limits = again.Limits;
        }
    }
}
