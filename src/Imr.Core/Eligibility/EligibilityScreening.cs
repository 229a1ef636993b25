using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>Preliminary review as far as the file shows it (8 CCR 9792.10.3). It proposes; the Administrative Director's finding decides.</summary>
public static class EligibilityScreening
{
    /// <summary>
    /// Holds each item against every reason of the rule set (a request may be approved in whole or in part, LC 4610.5(k)). When every item is ineligible the case
    /// is; else the items that are left decide: all deferred, it is deferred; something asked for, it is pending; else it is eligible, with the items that are.
    /// </summary>
    /// <param name="rules">The rule set of the UR decision date.</param>
    public static EligibilityProposal Screen(ImrApplication application, ScreeningFacts facts, RuleSet rules, BusinessCalendar calendar)
    {
        var reasons = new EligibilityReasons(rules);
        var filing = new Filing(application, facts, rules, calendar, reasons);
        List<EligibilityReason> ofCase = [.. CaseReasons(application, facts, reasons)];
        List<Screened> items = [.. application.DisputedItems.Select((item, i) => Item(application, item, i, filing, facts, ofCase, reasons))];
        // The strictest clock that runs: what holds for the case as a whole. Each item has its own last day.
        var clock = items.Select(i => i.Clock).Where(c => c.Deadline is not null).MinBy(c => c.Deadline!.DueOn) ?? items[0].Clock;
        return new EligibilityProposal(
            EligibilityProposal.CurrentSchemaVersion,
            OutcomeOf(items),
            rules.Id,
            filing.Received.Counted,
            clock.Deadline,
            [.. ofCase.Concat(items.SelectMany(i => i.Reasons)).Distinct()],
            [.. items.Select(i => new ItemEligibility(i.Item.Id, i.Outcome, [.. i.Reasons.Select(r => r.Code)]) { FilingDueOn = i.Clock.Deadline?.DueOn })])
        {
            FilingDeadlineWithoutMail = clock.WithoutMail,
            ClockNotStarted = items.Select(i => i.Clock.NotStarted).FirstOrDefault(n => n is not null),
            Received = filing.Received,
        };
    }

    /// <summary>What holds for every item.</summary>
    private static IEnumerable<EligibilityReason> CaseReasons(ImrApplication application, ScreeningFacts facts, EligibilityReasons reasons)
    {
        var ur = application.UrDecision;
        if (application.Signature is null)
            yield return reasons.Of(EligibilityCodes.Unsigned, "$.signature: absent");
        else if (Standing.Missing(application, application.Signature) is { } standing)
            yield return reasons.Of(EligibilityCodes.NoStanding, standing);
        if (!facts.UrDecisionAttached)
            yield return NoUrDecision(application, reasons);
        if (ur.Outcome == UrOutcome.Approved)
            yield return reasons.Of(EligibilityCodes.NotModifiedOrDenied, "$.urDecision.outcome: Approved");
        if (IsOutOfScope(application))
            yield return reasons.Of(EligibilityCodes.OutOfScopeDate, $"$.claim.dateOfInjury: {EligibilityReasons.Day(application.Claim.DateOfInjury)}; $.urDecision.servedOn: {EligibilityReasons.Day(ur.ServedOn)}");
        if (facts.Question is { } asked)
        {
            yield return reasons.Of(
                EligibilityCodes.InformationPending,
                $"request for information of {EligibilityReasons.Day(asked.AskedOn)}, due {EligibilityReasons.Day(asked.DueOn)}; awaited: {string.Join(", ", asked.Awaited)}");
        }
    }

    private static Screened Item(
        ImrApplication application, DisputedItem item, int index, Filing filing, ScreeningFacts facts, List<EligibilityReason> ofCase, EligibilityReasons reasons)
    {
        var liability = Liability.Of(application, index, facts);
        var clock = filing.Of(liability);
        List<EligibilityReason> all = [.. ofCase];
        if (clock.Deadline is { } due && filing.Received.Counted > due.DueOn)
            all.Add(reasons.Of(EligibilityCodes.Untimely, clock.Facts, due));
        all.AddRange(OwnReasons(application, item, index, liability, reasons));
        return new Screened(item, OutcomeOf(all), all, clock);
    }

    /// <summary>What utilization review, and who is liable, say of the item.</summary>
    private static IEnumerable<EligibilityReason> OwnReasons(ImrApplication application, DisputedItem item, int index, Liability liability, EligibilityReasons reasons)
    {
        var path = $"$.disputedItems[{index}]";
        if (item.UrOutcome == UrOutcome.Approved && application.UrDecision.Outcome != UrOutcome.Approved)
            yield return reasons.Of(EligibilityCodes.NotModifiedOrDenied, path + ".urOutcome: Approved");
        // What an item says of itself goes before the decision's one mark.
        if (item.UrDenialReason == UrDenialReason.InformationNotReceived)
            yield return reasons.Of(EligibilityCodes.ConditionallyNonCertified, path + ".urDenialReason: InformationNotReceived");
        else if (item.UrDenialReason is null && application.UrDecision.ConditionallyNonCertified)
            yield return reasons.Of(EligibilityCodes.ConditionallyNonCertified, "$.urDecision.conditionallyNonCertified: true");
        if (item.UrDenialReason == UrDenialReason.Other)
            yield return reasons.Of(EligibilityCodes.NoMedicalNecessityIssue, path + ".urDenialReason: Other");
        if (liability.State == LiabilityState.NotLiable)
            yield return reasons.Of(EligibilityCodes.NoMedicalNecessityIssue, liability.Fact);
        if (liability.State == LiabilityState.Disputed)
            yield return reasons.Of(EligibilityCodes.LiabilityDeferred, liability.Fact);
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

    private static EligibilityOutcome OutcomeOf(List<EligibilityReason> reasons)
        => reasons.Exists(r => r.Code is not (EligibilityCodes.LiabilityDeferred or EligibilityCodes.InformationPending)) ? EligibilityOutcome.Ineligible
            : reasons.Exists(r => r.Code == EligibilityCodes.LiabilityDeferred) ? EligibilityOutcome.Deferred
            : reasons.Count > 0 ? EligibilityOutcome.InformationPending
            : EligibilityOutcome.Eligible;

    /// <summary>Nothing to review is left when every item fails, be it each for its own reason.</summary>
    private static EligibilityOutcome OutcomeOf(List<Screened> items)
    {
        List<EligibilityOutcome> left = [.. items.Select(i => i.Outcome).Where(o => o != EligibilityOutcome.Ineligible)];
        return left.Count == 0 ? EligibilityOutcome.Ineligible
            : left.TrueForAll(o => o == EligibilityOutcome.Deferred) ? EligibilityOutcome.Deferred
            : left.Contains(EligibilityOutcome.InformationPending) ? EligibilityOutcome.InformationPending
            : EligibilityOutcome.Eligible;
    }

    private sealed record Screened(DisputedItem Item, EligibilityOutcome Outcome, List<EligibilityReason> Reasons, FilingClock Clock);
}
