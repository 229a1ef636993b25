using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

/// <summary>When a holiday or a rule changes, running clocks are computed again from what they started from.</summary>
public sealed class ReplanningTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-03-02T18:00:00Z");
    private static readonly RuleSetLibrary Rules = RuleSetLibrary.Default;

    private static Deadline Of(string rule, ServiceMethod? service = null) => new DeadlineCalculator(Rules.ById("SB1160"), BusinessCalendar.Default).Compute(rule, Start, service);

    [Fact]
    public void A_closure_on_the_last_day_moves_it_to_the_next_business_day()
    {
        var old = Of("DL-DET-STD");
        old.DueOn.ShouldBe(new DateOnly(2026, 4, 1));
        var shift = Replanning.Of([old], Rules, Closed("2026-04-01", "2026-04-02")).ShouldHaveSingleItem();
        shift.Old.ShouldBe(old);
        (shift.New.DueOn, shift.New.StartedAt, shift.New.RuleId).ShouldBe((new DateOnly(2026, 4, 3), old.StartedAt, old.RuleId));
        shift.New.BreachedAt.ShouldBe(PacificTime.StartOfDay(new DateOnly(2026, 4, 4)));
    }

    [Fact]
    public void A_closure_within_the_period_counts_for_business_days_only()
        => Replanning.Of([Of("DL-DET-STD"), Of("DL-DET-FORM"), Of("DL-DET-EXP")], Rules, Closed("2026-03-04")).Select(s => s.New.RuleId).ShouldBe(["DL-DET-FORM"]);

    [Fact]
    public void The_days_for_service_by_mail_are_kept()
    {
        var old = Of("DL-APPEAL", ServiceMethod.MailInCalifornia);
        Replanning.Of([old], Rules, BusinessCalendar.Default).ShouldBeEmpty();
        var closed = Closed(old.DueOn.ToString("yyyy-MM-dd"));
        Replanning.Of([old], Rules, closed).Single().New.DueOn.ShouldBe(closed.NextBusinessDayOnOrAfter(old.DueOn));
    }

    [Fact]
    public void A_closure_that_is_withdrawn_gives_the_earlier_day_back()
    {
        var closed = Replanning.Of([Of("DL-DET-STD")], Rules, Closed("2026-04-01")).Single().New;
        Replanning.Of([closed], Rules, BusinessCalendar.Default).Single().New.ShouldBe(Of("DL-DET-STD"));
    }

    [Fact]
    public void A_clock_whose_rule_is_not_known_any_more_stays_as_it_is()
    {
        var old = Of("DL-DET-STD");
        Replanning.Of([old with { RuleSetId = "GONE" }, old with { RuleId = "DL-GONE" }], Rules, Closed("2026-04-01")).ShouldBeEmpty();
    }

    [Fact]
    public void Further_closed_days_leave_the_calendar_that_they_are_added_to_as_it_is()
    {
        var day = new DateOnly(2026, 4, 1);
        Closed("2026-04-01").HolidayOn(day).ShouldBe("Closed");
        BusinessCalendar.Default.HolidayOn(day).ShouldBeNull();
        BusinessCalendar.Default.With([KeyValuePair.Create(new DateOnly(2026, 12, 25), "Other")]).IsBusinessDay(new DateOnly(2026, 12, 25)).ShouldBeFalse();
    }

    private static BusinessCalendar Closed(params string[] days) => BusinessCalendar.Default.With(days.Select(d => KeyValuePair.Create(DateOnly.Parse(d), "Closed")));
}
