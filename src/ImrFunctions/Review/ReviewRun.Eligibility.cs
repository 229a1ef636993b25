using Imr.Core.Cases;
using Imr.Core.Eligibility;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;

namespace ImrFunctions.Review;

internal sealed partial class ReviewRun
{
    /// <summary>How the finding is awaited; null before the screening and after the finding.</summary>
    private FindingWait? _finding;

    /// <summary>
    /// Screening proposes, the Administrative Director's finding decides (8 CCR 9792.10.3). Only "eligible" is accepted without a person. A corrected
    /// application before the finding is screened anew; a deferred case stays here until another finding.
    /// </summary>
    private async Task<ReviewStage?> SettleEligibilityAsync()
    {
        if (_finding is null)
        {
            if (await ScreenAsync() is not { } screened)
                return Left();
            if (screened.Proposed == EligibilityOutcome.Eligible)
                return ReviewStage.RecordsRequested;
            _finding = new FindingWait(screened.Limits, EligibilityActivities.Settled);
        }

        return await AwaitFindingAsync();
    }

    /// <summary>Screens once the documents that the application lists are here, or have had their time.</summary>
    private async Task<ScreeningResult?> ScreenAsync()
    {
        var screened = await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility));
        while (screened is { SettleBy: { } settleBy })
        {
            // Documents that the application lists are still on their way.
            var arrival = await WaitAsync([new WaitLimit(EligibilityActivities.Settled, settleBy, Ends: true)], 1, FactKind.Document, FactKind.Application);
            if (arrival is null)
                return null;
            screened = await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility), arrival.Fact, detail: arrival.Passed?.Code);
        }

        return screened;
    }

    private async Task<ReviewStage?> AwaitFindingAsync()
    {
        while (_finding is { } wait)
        {
            var arrival = await WaitAsync(ReviewStage.EligibilityReview, wait.Limits, 1, FactKind.AdFinding, FactKind.Application, FactKind.Document);
            if (arrival is null)
                return Left();
            if (arrival.Fact!.Kind == FactKind.AdFinding)
            {
                if (await StepAsync<FindingResult>(nameof(EligibilityActivities.ApplyFinding), arrival.Fact) is not { } finding)
                    return Left();
                if (finding.Found == EligibilityOutcome.Eligible)
                    break;
                if (finding.Found == EligibilityOutcome.Ineligible)
                {
                    _end = CaseEnd.Ineligible;
                    return Left();
                }

                _finding = new FindingWait(finding.Limits, EligibilityActivities.Deferred);
                continue;
            }

            if (await StepAsync<ScreeningResult>(nameof(EligibilityActivities.ScreenEligibility), arrival.Fact, detail: wait.Rescreen) is not { } again)
                return Left();
            if (again.Proposed == EligibilityOutcome.Eligible)
                break;
            // A document that changed nothing starts no limit anew: else whoever sends one a day keeps the finding from ever being late.
            if (again.Limits.Count > 0)
                _finding = wait with { Limits = again.Limits };
        }

        _finding = null;
        return ReviewStage.RecordsRequested;
    }
}
