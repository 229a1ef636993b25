using System.Globalization;
using Imr.Core.Deadlines;

namespace Imr.Core.Eligibility;

/// <summary>Builds reasons in the words, and with the citation and status, of a rule set.</summary>
internal sealed class EligibilityReasons(RuleSet rules)
{
    /// <param name="fact">JSON path and value, or several of them.</param>
    public EligibilityReason Of(string code, string fact)
    {
        var rule = rules.EligibilityReason(code);
        return new EligibilityReason(code, rule.Meaning, fact, rule.Citation, rule.Status);
    }

    /// <summary>A reason that rests on a deadline is no surer than the deadline, and cites it too.</summary>
    public EligibilityReason Of(string code, string fact, Deadline deadline)
    {
        var reason = Of(code, fact);
        return reason with
        {
            Explanation = $"{reason.Explanation} The last day was {Day(deadline.DueOn)}.",
            Citation = reason.Citation == deadline.Citation ? reason.Citation : $"{reason.Citation}; {deadline.Citation}",
            Status = deadline.Status == RuleStatus.Draft ? RuleStatus.Draft : reason.Status,
        };
    }

    /// <summary>Why no clock runs: it begins with an event that has not happened (DL-APP-LIAB).</summary>
    public EligibilityReason NotStarted(DeadlineRule rule, string fact)
        => new(rule.Id, $"The time to apply has not begun: it starts with the {rule.Start}.", fact, rule.Citation, rule.Status);

    /// <summary>The same for a rule that has no length (DL-APP-TOLL).</summary>
    public EligibilityReason NotStarted(TollingRule rule, string fact) => new(rule.Id, rule.Meaning, fact, rule.Citation, rule.Status);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "absent";
}
