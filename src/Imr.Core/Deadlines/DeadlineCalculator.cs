using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>
/// Counts deadlines as domain.md §1.5 says (CCP 12 to 12c; WCAB rule 10600). Days: the start day is not counted, the last day is, and it moves to the next
/// business day when it is none. Business and working days: the n-th one after the start day. Hours: exact, from the instant. Months: the same day of the
/// month, or its last day; it does not move, since a month rule is a period that ends and no act to be done in time.
/// </summary>
public sealed class DeadlineCalculator(RuleSet rules, BusinessCalendar calendar)
{
    /// <param name="ruleId">Such as <see cref="DeadlineIds.DeterminationStandard"/>.</param>
    /// <param name="start">The event; its Pacific day is the start day.</param>
    /// <param name="service">How the paper that starts the clock was served. Mail adds days where the rule says so; null: nothing is added.</param>
    /// <exception cref="KeyNotFoundException">The rule set has no such deadline.</exception>
    public Deadline Compute(string ruleId, DateTimeOffset start, ServiceMethod? service = null)
    {
        var rule = rules.Deadline(ruleId);
        if (rule.Unit != DeadlineUnit.Hours)
            return InDays(rule, PacificTime.LegalDay(start), start.ToUniversalTime(), service);
        var breached = start.ToUniversalTime().AddHours(rule.Length);
        // The last instant in time decides the day: a deadline that ends at midnight is due on the day before.
        return new Deadline(rule.Id, rules.Id, start.ToUniversalTime(), PacificTime.LegalDay(breached.AddTicks(-1)), breached, rule.Citation, rule.Status);
    }

    /// <inheritdoc cref="Compute(string, DateTimeOffset, ServiceMethod?)"/>
    /// <param name="start">The legal day of the event; <see cref="Deadline.StartedAt"/> is its first instant.</param>
    /// <exception cref="ArgumentException">The rule counts hours, which needs the instant of the event.</exception>
    public Deadline Compute(string ruleId, DateOnly start, ServiceMethod? service = null)
    {
        var rule = rules.Deadline(ruleId);
        if (rule.Unit == DeadlineUnit.Hours)
            throw new ArgumentException($"{ruleId} counts hours: the instant of its start is needed.", nameof(start));
        return InDays(rule, start, PacificTime.StartOfDay(start), service);
    }

    /// <summary>The determination's clock, extended with the Administrative Director's approval (DL-DET-EXT).</summary>
    /// <param name="days">1 to the rule's length, three.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not so many days.</exception>
    public Deadline Extend(Deadline deadline, int days)
    {
        var extension = rules.Deadline(DeadlineIds.DeterminationExtension);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, extension.Length);
        var inHours = rules.Deadline(deadline.RuleId).Unit == DeadlineUnit.Hours;
        var due = calendar.NextBusinessDayOnOrAfter(deadline.DueOn.AddDays(days));
        var breached = inHours ? deadline.BreachedAt.AddDays(days) : PacificTime.StartOfDay(due.AddDays(1));
        return deadline with
        {
            DueOn = inHours ? PacificTime.LegalDay(breached.AddTicks(-1)) : due,
            BreachedAt = breached,
            Citation = $"{deadline.Citation}; {extension.Citation}",
            Status = extension.Status == RuleStatus.Draft ? RuleStatus.Draft : deadline.Status,
        };
    }

    private Deadline InDays(DeadlineRule rule, DateOnly start, DateTimeOffset startedAt, ServiceMethod? service)
    {
        var mailDays = rule.MailExtension ? rules.MailExtension.DaysFor(service) : 0;
        var due = rule.Unit switch
        {
            // Mail days lengthen the period before its last day is looked at: 30 + 5 days are 35 days (Matute, 2015).
            DeadlineUnit.CalendarDays => calendar.NextBusinessDayOnOrAfter(start.AddDays(rule.Length + mailDays)),
            DeadlineUnit.Months => start.AddMonths(rule.Length).AddDays(mailDays),
            _ when mailDays > 0 => calendar.NextBusinessDayOnOrAfter(calendar.AddBusinessDays(start, rule.Length).AddDays(mailDays)),
            _ => calendar.AddBusinessDays(start, rule.Length),
        };
        return new Deadline(rule.Id, rules.Id, startedAt, due, PacificTime.StartOfDay(due.AddDays(1)), Citation(rule, mailDays), Status(rule, mailDays));
    }

    private string Citation(DeadlineRule rule, int mailDays) => mailDays > 0 ? $"{rule.Citation}; {rules.MailExtension.Citation}" : rule.Citation;

    private RuleStatus Status(DeadlineRule rule, int mailDays)
    {
        var draftByMail = mailDays > 0 && (rule.MailExtensionStatus == RuleStatus.Draft || rules.MailExtension.Status == RuleStatus.Draft);
        return draftByMail ? RuleStatus.Draft : rule.Status;
    }
}
