using Imr.Core.Cases;

namespace Imr.Core.Deadlines;

/// <summary>When a request for authorization counts as received (8 CCR 9792.9.1(a)); utilization review's clocks begin on the day after.</summary>
/// <param name="LatestTime">Pacific. What comes by fax or electronically after it counts as of the next business day; that very minute is in time.</param>
/// <param name="MailDays">Calendar days after a paper was deposited in the mail.</param>
public sealed record ReceiptRule(TimeOnly LatestTime, int MailDays, string Citation, RuleStatus Status)
{
    /// <summary>Everything counts on the day on which it comes.</summary>
    public static ReceiptRule None { get; } = new(TimeOnly.MaxValue, 0, "none", RuleStatus.Confirmed);

    /// <summary>The day that counts.</summary>
    /// <param name="at">When it came, or was deposited in the mail.</param>
    /// <param name="by">How it was sent.</param>
    public DateOnly DayOf(DateTimeOffset at, ServiceMethod by, BusinessCalendar calendar)
    {
        var day = PacificTime.LegalDay(at);
        return by switch
        {
            ServiceMethod.MailInCalifornia or ServiceMethod.MailOutsideCalifornia or ServiceMethod.MailAbroad => day.AddDays(MailDays),
            ServiceMethod.Fax or ServiceMethod.Electronic when PacificTime.TimeOfDay(at) > LatestTime => calendar.NextBusinessDayOnOrAfter(day.AddDays(1)),
            _ => day,
        };
    }
}
