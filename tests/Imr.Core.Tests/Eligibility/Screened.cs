using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Eligibility;

/// <summary>A complete application of two items that utilization review denied, served by hand on June 3, 2025, and its screening.</summary>
internal static class Screened
{
    public static readonly ImrApplication Complete = SampleApplication.Application with
    {
        ApplicationReceived = null,
        LiabilityDispute = new LiabilityDispute(false, null),
        UrDecision = SampleApplication.Application.UrDecision with { ServedOn = new DateOnly(2025, 6, 3), ServiceMethod = ServiceMethod.Personal, FormSent = null, FormSentOn = null },
        DisputedItems = [.. SampleApplication.Application.DisputedItems.Select(i => i with { UrDenialReason = null, LiabilityDispute = null })],
    };

    public static ImrApplication With(this ImrApplication application, Func<UrDecision, UrDecision> change) => application with { UrDecision = change(application.UrDecision) };

    /// <summary>Changes one item.</summary>
    public static ImrApplication WithItem(this ImrApplication application, int index, Func<DisputedItem, DisputedItem> change)
        => application with { DisputedItems = [.. application.DisputedItems.Select((item, i) => i == index ? change(item) : item)] };

    /// <summary>Arrival at noon in California.</summary>
    public static ScreeningFacts Arrived(string day) => new(PacificTime.StartOfDay(DateOnly.Parse(day)).AddHours(12), UrDecisionAttached: true);

    public static EligibilityProposal Screen(this ImrApplication application, ScreeningFacts facts)
        => EligibilityScreening.Screen(application, facts, RuleSetLibrary.Default.ForUrDecision(application.UrDecision.DecisionDate), BusinessCalendar.Default);

    public static EligibilityProposal Screen(this ImrApplication application, string arrived = "2025-06-20") => application.Screen(Arrived(arrived));
}
