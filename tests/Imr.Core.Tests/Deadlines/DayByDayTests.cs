using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

/// <summary>The calculator against counting day by day, on every day from 2013 to 2040.</summary>
public sealed class DayByDayTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Default;
    private static readonly DateOnly First = new(2013, 1, 1);
    private static readonly DateOnly Last = new(2040, 12, 31);

    [Trait("Law", "holidays")]
    [Fact]
    public void Every_day_is_a_business_day_or_not_as_the_wall_calendar_says()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
            Calendar.IsBusinessDay(day).ShouldBe(DayByDay.IsBusinessDay(day), $"{day:yyyy-MM-dd}");
    }

    [Trait("Law", "pacificTime")]
    [Fact]
    public void Every_day_begins_at_the_Pacific_midnight()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            var midnight = DayByDay.Midnight(day);
            PacificTime.StartOfDay(day).ShouldBe(midnight);
            PacificTime.LegalDay(midnight).ShouldBe(day);
            PacificTime.LegalDay(midnight.AddTicks(-1)).ShouldBe(day.AddDays(-1));
        }
    }

    [Theory]
    [InlineData("EMERG2013")]
    [InlineData("R2014")]
    [InlineData("SB1160")]
    [InlineData("R2026")]
    public void Every_deadline_of_days_or_months_from_every_day_is_what_counting_gives(string ruleSet)
    {
        var rules = RuleSetLibrary.Default.ById(ruleSet);
        var calculator = new DeadlineCalculator(rules, Calendar);
        // Rules of one length and unit are counted alike.
        var kinds = rules.Deadlines.Where(d => d.Unit != DeadlineUnit.Hours).GroupBy(d => (d.Unit, d.Length, d.MailExtension)).Select(g => g.First()).ToList();
        foreach (var rule in kinds)
        {
            // Every way of service that makes a difference; one by mail where it must make none.
            ServiceMethod?[] services = rule.MailExtension
                ? [null, ServiceMethod.Personal, ServiceMethod.MailInCalifornia, ServiceMethod.MailOutsideCalifornia, ServiceMethod.MailAbroad]
                : [null, ServiceMethod.MailInCalifornia];
            for (var start = First; start <= Last; start = start.AddDays(1))
            {
                foreach (var service in services)
                {
                    var expected = DayByDay.LastDay(rule.Unit, rule.Length, rule.MailExtension ? MailDays(service) : 0, start);
                    var deadline = calculator.Compute(rule.Id, start, service);
                    if (deadline.DueOn != expected || deadline.BreachedAt != DayByDay.Midnight(expected.AddDays(1)))
                        Assert.Fail($"{rule.Id} from {start:yyyy-MM-dd} by {service}: {deadline.DueOn:yyyy-MM-dd}, counted {expected:yyyy-MM-dd}");
                }
            }
        }
    }

    [Fact]
    public void Every_deadline_of_hours_from_every_day_is_exact_and_due_on_the_day_of_its_last_instant()
    {
        var rules = RuleSetLibrary.Default.ById("SB1160");
        var calculator = new DeadlineCalculator(rules, Calendar);
        foreach (var rule in rules.Deadlines.Where(d => d.Unit == DeadlineUnit.Hours))
        {
            for (var day = First; day <= Last; day = day.AddDays(1))
            {
                foreach (var minutes in new[] { 0, 1, 90, 150, 719, 1050, 1379 })
                {
                    var start = DayByDay.Midnight(day).AddMinutes(minutes);
                    var deadline = calculator.Compute(rule.Id, start.ToOffset(TimeSpan.FromHours(-7)));
                    var breached = start;
                    for (var h = 0; h < rule.Length; h++)
                        breached = breached.AddHours(1);
                    if (deadline.BreachedAt != breached || deadline.DueOn != DayByDay.DayAt(breached.AddTicks(-1)) || deadline.BreachedAt.Offset != TimeSpan.Zero)
                        Assert.Fail($"{rule.Id} from {start:O}: {deadline.BreachedAt:O}, due {deadline.DueOn:yyyy-MM-dd}");
                }
            }
        }
    }

    [Fact]
    public void Any_length_in_any_unit_at_any_time_of_day_is_what_counting_gives()
        => Prop.ForAll(
            Gen.Elements(Enum.GetValues<DeadlineUnit>()).ToArbitrary(),
            (from length in Gen.Choose(1, 60) from minutes in Gen.Choose(0, (28 * 365 + 6) * 1440) select (length, At: DayByDay.Midnight(First).AddMinutes(minutes))).ToArbitrary(),
            Gen.Elements(Enum.GetValues<ServiceMethod>()).ToArbitrary(),
            (unit, start, service) =>
            {
                var rules = RuleSetLibrary.Default.ById("SB1160");
                var rule = new DeadlineRule("DL-X", "an event", start.length, unit, MailExtension: true, "a law", RuleStatus.Draft);
                var deadline = new DeadlineCalculator(rules with { Deadlines = [rule] }, Calendar).Compute("DL-X", start.At, service);
                if (unit == DeadlineUnit.Hours)
                    return deadline.BreachedAt == start.At.AddHours(start.length) && deadline.DueOn == DayByDay.DayAt(deadline.BreachedAt.AddTicks(-1));
                // A month rule is a period: mail days follow it as days.
                var expected = unit == DeadlineUnit.Months
                    ? DayByDay.LastDay(unit, start.length, 0, DayByDay.DayAt(start.At)).AddDays(MailDays(service))
                    : DayByDay.LastDay(unit, start.length, MailDays(service), DayByDay.DayAt(start.At));
                return deadline.DueOn == expected && deadline.BreachedAt == DayByDay.Midnight(expected.AddDays(1)) && deadline.StartedAt == start.At;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Business_days_left_are_counted_day_by_day()
        => Prop.ForAll(
            Gen.Choose(0, 10_000).Select(n => First.AddDays(n)).ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(),
            (today, ahead) =>
            {
                var last = today.AddDays(ahead);
                var counted = Enumerable.Range(1, ahead).Count(n => DayByDay.IsBusinessDay(today.AddDays(n)));
                return Calendar.BusinessDaysLeft(today, last) == counted && Calendar.BusinessDaysLeft(last, today) == -counted;
            }).QuickCheckThrowOnFailure();

    private static int MailDays(ServiceMethod? service) => service switch
    {
        ServiceMethod.MailInCalifornia => 5,
        ServiceMethod.MailOutsideCalifornia => 10,
        ServiceMethod.MailAbroad => 20,
        _ => 0,
    };
}
