using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>Preliminary review as far as the file shows it (8 CCR 9792.10.3). It proposes; the Administrative Director's finding decides.</summary>
public static class EligibilityScreening
{
    /// <summary>
    /// Holds the application against every reason of the rule set. A reason that makes all items ineligible makes the case ineligible; else a liability
    /// dispute defers it; else a UR decision that is listed but not here yet leaves it pending; else it is eligible, with the items that are.
    /// </summary>
    /// <param name="firstArrival">When the first upload arrived, not when it was processed.</param>
    /// <param name="urDecisionAttached">A copy of the UR decision is among the documents that are here.</param>
    /// <param name="rules">The rule set of the UR decision date.</param>
    public static EligibilityProposal Screen(ImrApplication application, DateTimeOffset firstArrival, bool urDecisionAttached, RuleSet rules, BusinessCalendar calendar)
    {
        var filing = Filing.Of(application, firstArrival, rules, calendar);
        var reasons = new EligibilityReasons(rules);
        List<EligibilityReason> ofCase = [.. CaseReasons(application, filing, urDecisionAttached, reasons)];
        List<(ItemEligibility Item, EligibilityReason? Own)> items = [.. application.DisputedItems.Select((item, i) => Item(application, item, i, ofCase, reasons))];
        // Nothing to review is left when every item fails, be it each for its own reason.
        var outcome = items.TrueForAll(i => i.Item.Outcome == EligibilityOutcome.Ineligible) ? EligibilityOutcome.Ineligible : OutcomeOf(ofCase);
        return new EligibilityProposal(
            EligibilityProposal.CurrentSchemaVersion,
            outcome,
            rules.Id,
            filing.Received.Counted,
            filing.Deadline,
            [.. ofCase, .. items.Select(i => i.Own).OfType<EligibilityReason>()],
            [.. items.Select(i => i.Item)])
        {
            FilingDeadlineWithoutMail = filing.WithoutMail,
            Received = filing.Received,
        };
    }

    private static IEnumerable<EligibilityReason> CaseReasons(ImrApplication application, Filing filing, bool urDecisionAttached, EligibilityReasons reasons)
    {
        var ur = application.UrDecision;
        if (application.Signature is null)
            yield return reasons.Of(EligibilityCodes.Unsigned, "$.signature: absent");
        if (application.Signature is { SignedBy: SignedBy.DesignatedAgent } agent && !(agent.DesignatedOn >= ur.DecisionDate))
            yield return reasons.Of(EligibilityCodes.NoStanding, $"$.signature.designatedOn: {EligibilityReasons.Day(agent.DesignatedOn)}; $.urDecision.decisionDate: {EligibilityReasons.Day(ur.DecisionDate)}");
        if (!urDecisionAttached)
            yield return NoUrDecision(application, reasons);
        if (filing.Received.Counted > filing.Deadline.DueOn)
            yield return reasons.Of(EligibilityCodes.Untimely, filing.Facts, filing.Deadline);
        if (ur.ConditionallyNonCertified)
            yield return reasons.Of(EligibilityCodes.ConditionallyNonCertified, "$.urDecision.conditionallyNonCertified: true");
        if (ur.Outcome == UrOutcome.Approved)
            yield return reasons.Of(EligibilityCodes.NotModifiedOrDenied, "$.urDecision.outcome: Approved");
        if (IsOutOfScope(application))
            yield return reasons.Of(EligibilityCodes.OutOfScopeDate, $"$.claim.dateOfInjury: {EligibilityReasons.Day(application.Claim.DateOfInjury)}; $.urDecision.servedOn: {EligibilityReasons.Day(ur.ServedOn)}");
        if (application.LiabilityDispute.Disputed)
            yield return reasons.Of(EligibilityCodes.LiabilityDeferred, "$.liabilityDispute.disputed: true");
    }

    /// <summary>A document that the application lists and that has not arrived is asked for; only one that was never named is a fault of the filing.</summary>
    private static EligibilityReason NoUrDecision(ImrApplication application, EligibilityReasons reasons)
    {
        for (var i = 0; i < application.Documents.Count; i++)
        {
            if (application.Documents[i].Kind == DocumentKind.UrDecision)
                return reasons.Of(EligibilityCodes.InformationPending, $"$.documents[{i}]: a UrDecision that has not arrived");
        }

        return reasons.Of(EligibilityCodes.NoUrDecision, "$.documents: no UrDecision");
    }

    /// <summary>LC 4610.5(a): injuries from 2013 on, and any injury when the decision was communicated on or after July 1, 2013.</summary>
    private static bool IsOutOfScope(ImrApplication application)
        => application.Claim.DateOfInjury < new DateOnly(2013, 1, 1) && application.UrDecision.ServedOn < new DateOnly(2013, 7, 1);

    /// <summary>Eligibility is held per item: a request may be approved in whole or in part (LC 4610.5(k)).</summary>
    private static (ItemEligibility Item, EligibilityReason? Own) Item(
        ImrApplication application, DisputedItem item, int index, List<EligibilityReason> ofCase, EligibilityReasons reasons)
    {
        var own = item.UrOutcome == UrOutcome.Approved && application.UrDecision.Outcome != UrOutcome.Approved
            ? reasons.Of(EligibilityCodes.NotModifiedOrDenied, $"$.disputedItems[{index}].urOutcome: Approved")
            : null;
        List<string> codes = [.. ofCase.Select(r => r.Code)];
        if (own is not null)
            codes.Add(own.Code);
        return (new ItemEligibility(item.Id, own is null ? OutcomeOf(ofCase) : EligibilityOutcome.Ineligible, codes), own);
    }

    private static EligibilityOutcome OutcomeOf(List<EligibilityReason> reasons)
        => reasons.Exists(r => r.Code is not (EligibilityCodes.LiabilityDeferred or EligibilityCodes.InformationPending)) ? EligibilityOutcome.Ineligible
            : reasons.Exists(r => r.Code == EligibilityCodes.LiabilityDeferred) ? EligibilityOutcome.Deferred
            : reasons.Count > 0 ? EligibilityOutcome.InformationPending
            : EligibilityOutcome.Eligible;
}
