using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>
/// When the application was filed, and by when it had to be: 30 days of service, 10 for a formulary drug, more by mail; 30 days of the notice that a dispute of
/// liability is resolved. The last day is in time. While the form was not sent, or liability is disputed, no clock runs.
/// </summary>
internal sealed class Filing
{
    private readonly ImrApplication _application;
    private readonly RuleSet _rules;
    private readonly DeadlineCalculator _law;
    private readonly EligibilityReasons _reasons;

    public Filing(ImrApplication application, ScreeningFacts facts, RuleSet rules, BusinessCalendar calendar, EligibilityReasons reasons)
    {
        _application = application;
        _rules = rules;
        _law = new DeadlineCalculator(rules, calendar);
        _reasons = reasons;
        Received = new ReceivedDays(application.ApplicationReceived, PacificTime.LegalDay(facts.FirstArrival));
    }

    public ReceivedDays Received { get; }

    /// <summary>The clock of an item, by where its liability stands.</summary>
    public FilingClock Of(Liability liability)
    {
        var ur = _application.UrDecision;
        if (liability.State == LiabilityState.Disputed)
            return new FilingClock(null, null, _reasons.NotStarted(_rules.Deadline(DeadlineIds.ApplicationAfterLiability), liability.Fact), "");
        if (ur is { FormSent: false, FormSentOn: null })
            return new FilingClock(null, null, _reasons.NotStarted(_rules.Toll(TollingIds.FormNotSent), "$.urDecision.formSent: false"), "");
        var ruleId = ur.FormularyDispute && _rules.HasDeadline(DeadlineIds.ApplicationFormulary) ? DeadlineIds.ApplicationFormulary : DeadlineIds.ApplicationStandard;
        var start = ur.FormSentOn is { } sent && sent > ur.ServedOn ? sent : ur.ServedOn;
        // Whether mail days apply to the application is in doubt (domain.md D1): accept them, show both days.
        var deadline = _law.Compute(ruleId, start, ur.ServiceMethod);
        var withoutMail = _law.Compute(ruleId, start);
        var facts = FactsOf(ur, deadline, withoutMail);
        if (liability is { State: LiabilityState.Resolved or LiabilityState.NotLiable, NoticeServedOn: { } notice }
            && _law.Compute(DeadlineIds.ApplicationAfterLiability, notice, liability.Service) is var after && after.DueOn > deadline.DueOn)
            return new FilingClock(after, null, null, $"{facts}; {liability.Fact}; last day after it: {EligibilityReasons.Day(after.DueOn)}");
        return new FilingClock(deadline, withoutMail.DueOn == deadline.DueOn ? null : withoutMail, null, facts);
    }

    private string FactsOf(UrDecision ur, Deadline deadline, Deadline withoutMail)
    {
        var form = ur.FormSentOn is { } sent ? $"$.urDecision.formSentOn: {EligibilityReasons.Day(sent)}; " : "";
        return $"$.applicationReceived: {EligibilityReasons.Day(Received.Stated)}; first arrival: {EligibilityReasons.Day(Received.Arrived)}; "
            + $"$.urDecision.servedOn: {EligibilityReasons.Day(ur.ServedOn)}; {form}$.urDecision.serviceMethod: {ur.ServiceMethod}; "
            + $"last day: {EligibilityReasons.Day(deadline.DueOn)}; last day without mail days: {EligibilityReasons.Day(withoutMail.DueOn)}";
    }
}

/// <param name="Deadline">Null when the clock has not started.</param>
/// <param name="WithoutMail">Without the days for service by mail, when those make a difference.</param>
/// <param name="NotStarted">Why no clock runs.</param>
/// <param name="Facts">What the last day was counted from.</param>
internal sealed record FilingClock(Deadline? Deadline, Deadline? WithoutMail, EligibilityReason? NotStarted, string Facts);
