using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

public sealed class DeadlineCalculatorTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Default;
    private static readonly RuleSet Rules = RuleSetLibrary.Default.ById("SB1160");
    private static readonly DeadlineCalculator Calculator = new(Rules, Calendar);

    [Trait("Law", "DL-APP-STD,DL-APP-FORM,DL-APP-LIAB,DL-ELIG-INFO,DL-NOARFI,DL-REC-MAIL,DL-REC-ELEC,DL-REC-STAT,DL-MOREINFO,DL-MOREINFO-EXP,DL-DET-STD,DL-DET-FORM,DL-IMPL-AUTH,DL-IMPL-PAY,DL-APPEAL,DL-APPEAL-INEL,DL-URSTAND,DL-UR-STD,DL-UR-MAX,DL-UR-RETRO,mailExtension")]
    [Theory]
    [InlineData("DL-APP-STD", "2025-06-03", null, "2025-07-03")]
    [InlineData("DL-APP-STD", "2025-06-04", null, "2025-07-07")] // day 30 is Independence Day, a Friday
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.Personal, "2025-07-03")]
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.Fax, "2025-07-03")]
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.Electronic, "2025-07-03")]
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.MailInCalifornia, "2025-07-08")]
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.MailOutsideCalifornia, "2025-07-14")] // day 40 is a Sunday
    [InlineData("DL-APP-STD", "2025-06-03", ServiceMethod.MailAbroad, "2025-07-23")]
    [InlineData("DL-APP-STD", "2025-06-04", ServiceMethod.MailInCalifornia, "2025-07-09")] // 35 days, not the moved day and 5
    [InlineData("DL-APP-FORM", "2025-06-03", null, "2025-06-13")]
    [InlineData("DL-APP-FORM", "2025-06-03", ServiceMethod.MailInCalifornia, "2025-06-18")]
    [InlineData("DL-APP-LIAB", "2025-06-03", null, "2025-07-03")]
    [InlineData("DL-APP-LIAB", "2025-06-03", ServiceMethod.MailInCalifornia, "2025-07-03")]
    [InlineData("DL-ELIG-INFO", "2025-06-30", null, "2025-07-08")]
    [InlineData("DL-NOARFI", "2025-06-06", null, "2025-06-09")] // Friday to Monday
    [InlineData("DL-NOARFI", "2025-11-26", null, "2025-12-01")] // over Thanksgiving
    [InlineData("DL-NOARFI", "2025-06-07", null, "2025-06-09")] // found on a Saturday
    [InlineData("DL-REC-MAIL", "2025-06-02", null, "2025-06-17")]
    [InlineData("DL-REC-MAIL", "2025-06-02", ServiceMethod.MailInCalifornia, "2025-06-17")] // the 15 days count the mail already
    [InlineData("DL-REC-ELEC", "2025-06-02", null, "2025-06-16")] // day 12 is a Saturday
    [InlineData("DL-REC-STAT", "2025-06-02", null, "2025-06-12")]
    [InlineData("DL-MOREINFO", "2025-06-30", null, "2025-07-08")]
    [InlineData("DL-MOREINFO-EXP", "2025-06-06", null, "2025-06-09")] // one calendar day is a Saturday
    [InlineData("DL-UR-STD", "2025-06-30", null, "2025-07-08")]
    [InlineData("DL-UR-MAX", "2025-06-20", null, "2025-07-07")] // day 14 is Independence Day, a Friday
    [InlineData("DL-UR-RETRO", "2025-06-03", null, "2025-07-03")]
    [InlineData("DL-DET-STD", "2025-06-02", null, "2025-07-02")]
    [InlineData("DL-DET-FORM", "2025-06-30", null, "2025-07-08")]
    [InlineData("DL-IMPL-AUTH", "2025-06-02", null, "2025-06-09")]
    [InlineData("DL-IMPL-PAY", "2025-06-02", null, "2025-06-23")] // day 20 is a Sunday
    [InlineData("DL-APPEAL", "2025-06-03", ServiceMethod.MailInCalifornia, "2025-07-08")]
    [InlineData("DL-APPEAL-INEL", "2025-06-03", ServiceMethod.MailInCalifornia, "2025-07-03")]
    [InlineData("DL-URSTAND", "2024-02-29", null, "2025-02-28")]
    [InlineData("DL-URSTAND", "2024-06-15", null, "2025-06-15")] // a Sunday: the bar ends, nobody has to act
    public void Last_day(string ruleId, string start, ServiceMethod? service, string due)
    {
        var deadline = Calculator.Compute(ruleId, DateOnly.Parse(start), service);

        deadline.DueOn.ShouldBe(DateOnly.Parse(due));
        deadline.StartedAt.ShouldBe(PacificTime.StartOfDay(DateOnly.Parse(start)));
        deadline.RuleSetId.ShouldBe("SB1160");
        deadline.Citation.ShouldStartWith(Rules.Deadline(ruleId).Citation);
    }

    [Fact]
    public void The_whole_last_day_is_in_time()
    {
        var deadline = Calculator.Compute(DeadlineIds.DeterminationStandard, DateTimeOffset.Parse("2025-10-10T20:00:00Z"));

        deadline.DueOn.ShouldBe(new DateOnly(2025, 11, 10)); // day 30 is a Sunday, November 9
        deadline.BreachedAt.ShouldBe(DateTimeOffset.Parse("2025-11-11T08:00:00Z"));
        deadline.StartedAt.ShouldBe(DateTimeOffset.Parse("2025-10-10T20:00:00Z"));
    }

    [Fact]
    public void The_start_day_is_the_day_in_California()
        => Calculator.Compute(DeadlineIds.DeterminationStandard, DateTimeOffset.Parse("2025-06-03T06:59:00Z")).DueOn
            .ShouldBe(Calculator.Compute(DeadlineIds.DeterminationStandard, new DateOnly(2025, 6, 2)).DueOn);

    [Trait("Law", "DL-REC-EXP,DL-DET-EXP,DL-UR-EXP")]
    [Theory]
    [InlineData("DL-REC-EXP", "2025-11-01T20:00:00-07:00", "2025-11-03T03:00:00Z", "2025-11-02")] // over the change to winter time: seven in the evening
    [InlineData("DL-UR-EXP", "2025-07-03T16:00:00-07:00", "2025-07-06T23:00:00Z", "2025-07-06")]
    [InlineData("DL-REC-EXP", "2025-03-08T20:00:00-08:00", "2025-03-10T04:00:00Z", "2025-03-09")] // over the change to summer time
    [InlineData("DL-REC-EXP", "2025-12-24T10:00:00-08:00", "2025-12-25T18:00:00Z", "2025-12-25")] // holidays do not stop hours
    [InlineData("DL-REC-EXP", "2025-06-02T00:00:00-07:00", "2025-06-03T07:00:00Z", "2025-06-02")] // ends with the day
    [InlineData("DL-DET-EXP", "2025-06-06T09:00:00-07:00", "2025-06-09T16:00:00Z", "2025-06-09")]
    public void Hours_are_exact(string ruleId, string start, string breached, string due)
    {
        var deadline = Calculator.Compute(ruleId, DateTimeOffset.Parse(start));

        deadline.BreachedAt.ShouldBe(DateTimeOffset.Parse(breached));
        deadline.BreachedAt.Offset.ShouldBe(TimeSpan.Zero);
        deadline.DueOn.ShouldBe(DateOnly.Parse(due));
    }

    [Fact]
    public void Hours_need_an_instant()
        => Should.Throw<ArgumentException>(() => Calculator.Compute(DeadlineIds.RecordsExpedited, new DateOnly(2025, 6, 2)));

    [Fact]
    public void Mail_days_for_the_application_are_draft_and_cited()
    {
        var mailed = Calculator.Compute(DeadlineIds.ApplicationStandard, new DateOnly(2025, 6, 3), ServiceMethod.MailInCalifornia);

        mailed.Status.ShouldBe(RuleStatus.Draft);
        mailed.Citation.ShouldEndWith("; 8 CCR 10605");
        Calculator.Compute(DeadlineIds.ApplicationStandard, new DateOnly(2025, 6, 3)).Status.ShouldBe(RuleStatus.Confirmed);
        Calculator.Compute(DeadlineIds.Appeal, new DateOnly(2025, 6, 3), ServiceMethod.MailInCalifornia).Status.ShouldBe(RuleStatus.Confirmed);
    }

    [Trait("Law", "DL-DET-EXT")]
    [Theory]
    [InlineData("DL-DET-STD", "2025-06-02T17:00:00Z", 1, "2025-07-03", "2025-07-04T07:00:00Z")]
    [InlineData("DL-DET-STD", "2025-06-02T17:00:00Z", 3, "2025-07-07", "2025-07-08T07:00:00Z")] // three days later is a Saturday
    [InlineData("DL-DET-EXP", "2025-06-06T16:00:00Z", 3, "2025-06-12", "2025-06-12T16:00:00Z")] // hours stay hours
    public void The_determination_is_extended_by_up_to_three_days(string ruleId, string start, int days, string due, string breached)
    {
        var extended = Calculator.Extend(Calculator.Compute(ruleId, DateTimeOffset.Parse(start)), days);

        extended.DueOn.ShouldBe(DateOnly.Parse(due));
        extended.BreachedAt.ShouldBe(DateTimeOffset.Parse(breached));
        extended.Status.ShouldBe(RuleStatus.Draft);
        extended.Citation.ShouldContain("LC 4610.6(d)(3)");
        Should.Throw<ArgumentOutOfRangeException>(() => Calculator.Extend(extended, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Calculator.Extend(extended, 4));
    }

    [Fact]
    public void Every_day_deadline_ends_on_a_business_day_not_before_its_length_and_breaches_at_the_next_midnight()
        => Prop.ForAll(
            Gen.Elements(Rules.Deadlines.Where(d => d.Unit is not (DeadlineUnit.Hours or DeadlineUnit.Months)).ToArray()).ToArbitrary(),
            Gen.Choose(0, 9_000).Select(n => new DateOnly(2013, 1, 1).AddDays(n)).ToArbitrary(),
            Gen.Elements(Enum.GetValues<ServiceMethod>()).ToArbitrary(),
            (rule, start, service) =>
            {
                var deadline = Calculator.Compute(rule.Id, start, service);
                var least = start.AddDays(rule.Length + (rule.MailExtension ? Rules.MailExtension.DaysFor(service) : 0));
                return Calendar.IsBusinessDay(deadline.DueOn)
                    && deadline.DueOn >= least
                    && (rule.Unit != DeadlineUnit.CalendarDays || deadline.DueOn == Calendar.NextBusinessDayOnOrAfter(least))
                    && deadline.BreachedAt == PacificTime.StartOfDay(deadline.DueOn.AddDays(1));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_start_never_ends_earlier()
        => Prop.ForAll(
            Gen.Elements(Rules.Deadlines.Where(d => d.Unit != DeadlineUnit.Hours).ToArray()).ToArbitrary(),
            Gen.Choose(0, 9_000).Select(n => new DateOnly(2013, 1, 1).AddDays(n)).ToArbitrary(),
            (rule, start) => Calculator.Compute(rule.Id, start).DueOn <= Calculator.Compute(rule.Id, start.AddDays(1)).DueOn).QuickCheckThrowOnFailure();
}
