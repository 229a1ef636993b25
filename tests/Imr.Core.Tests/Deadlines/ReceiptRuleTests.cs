using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

/// <summary>When a request for authorization counts as received (8 CCR 9792.9.1(a)).</summary>
public sealed class ReceiptRuleTests
{
    private static readonly RuleSet Rules = RuleSetLibrary.Default.ById("SB1160");

    [Trait("Law", "receipt")]
    [Theory]
    [InlineData("2025-06-04T17:29:00-07:00", ServiceMethod.Fax, "2025-06-04")]
    [InlineData("2025-06-04T17:30:00-07:00", ServiceMethod.Fax, "2025-06-04")]
    [InlineData("2025-06-04T17:31:00-07:00", ServiceMethod.Fax, "2025-06-05")]
    [InlineData("2025-06-06T17:31:00-07:00", ServiceMethod.Fax, "2025-06-09")] // a Friday evening
    [InlineData("2025-07-03T18:00:00-07:00", ServiceMethod.Electronic, "2025-07-07")] // before Independence Day and a weekend
    [InlineData("2025-01-15T17:31:00-08:00", ServiceMethod.Fax, "2025-01-16")] // winter time
    [InlineData("2025-01-16T01:30:00Z", ServiceMethod.Fax, "2025-01-15")]
    [InlineData("2025-06-04T19:00:00-07:00", ServiceMethod.Personal, "2025-06-04")] // handed over
    [InlineData("2025-06-04T10:00:00-07:00", ServiceMethod.MailInCalifornia, "2025-06-09")] // five days after it was deposited
    [InlineData("2025-06-04T10:00:00-07:00", ServiceMethod.MailAbroad, "2025-06-09")]
    public void A_request_counts_on_its_day_or_the_next_business_day(string at, ServiceMethod by, string day)
        => Rules.Receipt.DayOf(DateTimeOffset.Parse(at), by, BusinessCalendar.Default).ShouldBe(DateOnly.Parse(day));

    [Fact]
    public void Utilization_review_has_five_business_days_after_a_fax_of_Friday_evening()
    {
        var received = Rules.Receipt.DayOf(DateTimeOffset.Parse("2025-06-06T18:00:00-07:00"), ServiceMethod.Fax, BusinessCalendar.Default);

        new DeadlineCalculator(Rules, BusinessCalendar.Default).Compute(DeadlineIds.UrStandard, received).DueOn.ShouldBe(new DateOnly(2025, 6, 16));
    }
}
