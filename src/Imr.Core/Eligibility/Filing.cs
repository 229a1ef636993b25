using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>When the application was filed, and by when it had to be: 30 days of service, 10 for a formulary drug, more by mail; the last day is in time.</summary>
internal sealed record Filing(ReceivedDays Received, Deadline Deadline, Deadline? WithoutMail, string Facts)
{
    public static Filing Of(ImrApplication application, DateTimeOffset firstArrival, RuleSet rules, BusinessCalendar calendar)
    {
        var ur = application.UrDecision;
        var ruleId = ur.FormularyDispute && rules.HasDeadline(DeadlineIds.ApplicationFormulary) ? DeadlineIds.ApplicationFormulary : DeadlineIds.ApplicationStandard;
        var calculator = new DeadlineCalculator(rules, calendar);
        // Whether mail days apply to the application is in doubt (domain.md D1): accept them, show both days.
        var deadline = calculator.Compute(ruleId, ur.ServedOn, ur.ServiceMethod);
        var withoutMail = calculator.Compute(ruleId, ur.ServedOn);
        var received = new ReceivedDays(application.ApplicationReceived, PacificTime.LegalDay(firstArrival));
        return new Filing(received, deadline, withoutMail.DueOn == deadline.DueOn ? null : withoutMail, FactsOf(ur, received, deadline, withoutMail));
    }

    private static string FactsOf(UrDecision ur, ReceivedDays received, Deadline deadline, Deadline withoutMail)
        => $"$.applicationReceived: {EligibilityReasons.Day(received.Stated)}; first arrival: {EligibilityReasons.Day(received.Arrived)}; "
            + $"$.urDecision.servedOn: {EligibilityReasons.Day(ur.ServedOn)}; $.urDecision.serviceMethod: {ur.ServiceMethod}; "
            + $"last day: {EligibilityReasons.Day(deadline.DueOn)}; last day without mail days: {EligibilityReasons.Day(withoutMail.DueOn)}";
}
