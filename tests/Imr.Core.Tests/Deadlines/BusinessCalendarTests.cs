using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Data;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Default;
    private static readonly string Yaml = YamlData.Embedded("holidays.yaml");

    private static Arbitrary<DateOnly> Days => Gen.Choose(0, 36_500).Select(n => new DateOnly(1990, 1, 1).AddDays(n)).ToArbitrary();

    [Fact]
    public void State_holidays_of_2025()
    {
        var holidays = Enumerable.Range(0, 365).Select(n => new DateOnly(2025, 1, 1).AddDays(n)).Where(d => Calendar.HolidayOn(d) is not null).Select(d => d.ToString("MM-dd"));

        holidays.ShouldBe(["01-01", "01-20", "02-17", "03-31", "05-26", "07-04", "09-01", "11-11", "11-27", "11-28", "12-25"]);
    }

    [Theory]
    [InlineData("2023-01-02", "New Year's Day")] // January 1 was a Sunday
    [InlineData("2024-04-01", "Cesar Chavez Day")] // March 31 was a Sunday
    [InlineData("2021-07-05", "Independence Day")]
    [InlineData("2022-12-26", "Christmas Day")]
    [InlineData("2023-11-10", "Veterans Day")] // November 11 was a Saturday: the Friday before
    [InlineData("2018-11-12", "Veterans Day")] // November 11 was a Sunday
    [InlineData("2018-11-23", "Day after Thanksgiving")]
    [InlineData("2027-05-31", "Memorial Day")] // the last Monday is the fifth
    public void A_holiday_on_a_Sunday_is_kept_on_Monday(string day, string name)
    {
        Calendar.HolidayOn(DateOnly.Parse(day)).ShouldBe(name);
        Calendar.IsBusinessDay(DateOnly.Parse(day)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2020-07-03")] // July 4 was a Saturday
    [InlineData("2020-07-06")]
    [InlineData("2021-12-24")]
    [InlineData("2021-12-31")] // January 1, 2022 was a Saturday
    [InlineData("2025-10-13")] // Columbus Day is no State holiday
    [InlineData("2025-06-19")]
    public void A_holiday_on_a_Saturday_moves_nothing(string day) => Calendar.IsBusinessDay(DateOnly.Parse(day)).ShouldBeTrue();

    [Fact]
    public void Business_days_are_counted_as_day_by_day()
        => Prop.ForAll(Days, Gen.Choose(0, 60).ToArbitrary(), (start, n) =>
        {
            var day = start;
            for (var counted = 0; counted < n;)
            {
                day = day.AddDays(1);
                if (IsBusinessDayByHand(day))
                    counted++;
            }

            return Calendar.AddBusinessDays(start, n) == day;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_business_day_is_the_first_one_and_soon()
        => Prop.ForAll(Days, day =>
        {
            var next = Calendar.NextBusinessDayOnOrAfter(day);
            var between = Enumerable.Range(0, next.DayNumber - day.DayNumber).Select(day.AddDays);
            return IsBusinessDayByHand(next) && next.DayNumber - day.DayNumber <= 4 && !between.Any(IsBusinessDayByHand);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counting_goes_on_where_it_stopped()
        => Prop.ForAll(Days, Gen.Choose(0, 30).ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), (start, a, b) =>
            Calendar.AddBusinessDays(Calendar.AddBusinessDays(start, a), b) == Calendar.AddBusinessDays(start, a + b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Backwards_is_not_counted() => Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddBusinessDays(new DateOnly(2025, 1, 1), -1));

    [Fact]
    public void A_day_that_the_Governor_declared_is_a_holiday()
    {
        var calendar = BusinessCalendar.Load(Yaml.Replace(
            "adHocDays: []", "adHocDays: [{ date: 2031-05-02, name: Day of mourning, citation: Executive Order N-1-31, status: confirmed }]", StringComparison.Ordinal));

        calendar.HolidayOn(new DateOnly(2031, 5, 2)).ShouldBe("Day of mourning");
        calendar.AddBusinessDays(new DateOnly(2031, 5, 1), 1).ShouldBe(new DateOnly(2031, 5, 5));
        Calendar.IsBusinessDay(new DateOnly(2031, 5, 2)).ShouldBeTrue();
    }

    [Fact]
    public void A_holiday_can_hold_for_some_years_only()
    {
        var calendar = BusinessCalendar.Load(Yaml.Replace("month: 3, day: 31,", "month: 3, day: 31, from: 2015, to: 2020,", StringComparison.Ordinal));

        int[] kept = [.. Enumerable.Range(2013, 12).Where(y => calendar.HolidayOn(new DateOnly(y, 3, 31)) is not null)];
        kept.ShouldBe([2015, 2016, 2017, 2018, 2020]); // 2019 is a Sunday: kept on the Monday
        calendar.HolidayOn(new DateOnly(2019, 4, 1)).ShouldBe("Cesar Chavez Day");
    }

    [Theory]
    [InlineData("2025-07-01", "2025-07-08", 4)] // over Independence Day and a weekend
    [InlineData("2025-07-08", "2025-07-08", 0)]
    [InlineData("2025-07-09", "2025-07-08", -1)]
    [InlineData("2025-07-13", "2025-07-11", 0)] // since Friday no business day has passed
    [InlineData("2025-07-14", "2025-07-11", -1)]
    public void Business_days_left_are_those_after_today_up_to_the_last_day(string today, string last, int left)
        => Calendar.BusinessDaysLeft(DateOnly.Parse(today), DateOnly.Parse(last)).ShouldBe(left);

    [Theory]
    [InlineData("rule: fixed, month: 7, day: 4", "rule: fixed, month: 7, day: 32", "Independence Day")]
    [InlineData("rule: fixed, month: 7, day: 4", "rule: sometimes", "the rule 'sometimes' is unknown")]
    [InlineData("weekday: Thursday, n: 4", "weekday: Thursday, n: 5", "Thanksgiving Day")]
    [InlineData("weekday: Thursday", "weekday: Thor", "Thanksgiving Day")]
    [InlineData("of: Thanksgiving Day", "of: Christmas Day", "Day after Thanksgiving")]
    [InlineData("saturday: preceding-friday", "saturday: friday", "Veterans Day")]
    [InlineData("name: Labor Day", "name: Memorial Day", "$.holidays[6].name: 'Memorial Day' stands at $.holidays[4].name too")]
    [InlineData("citation: Gov. Code 19853", "citation: ''", "$.holidays[9].citation: is missing or empty")]
    [InlineData("adHocDays: []", "adHocDays: [{ date: soon, name: A, citation: b, status: draft }]", "$.adHocDays[0].date: 'soon' is not a day; expected: YYYY-MM-DD")]
    [InlineData("adHocDays: []", "adHocDays: [{ date: 2031-05-02, name: A, citation: b, status: sure }]", "$.adHocDays[0].status: 'sure' is no such word; expected: one of Confirmed, Draft")]
    [InlineData("month: 3, day: 31", "month: 3, day: 31, from: 2030, to: 2020", "Cesar Chavez Day: ends before it begins")]
    [InlineData("holidays:", "hollidays:", "holidays.yaml")]
    public void Wrong_holidays_are_refused_with_the_reason(string right, string wrong, string reason)
    {
        Yaml.ShouldContain(right);
        Should.Throw<DataFileException>(() => BusinessCalendar.Load(Yaml.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldContain(reason);
    }

    /// <summary>The oracle: told by the day alone, another way than the calendar's.</summary>
    private static bool IsBusinessDayByHand(DateOnly day)
    {
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return false;
        var nth = (day.Day + 6) / 7;
        var isLast = day.AddDays(7).Month != day.Month;
        var yesterday = day.AddDays(-1);
        bool IsFixed(int month, int d) => (day.Month == month && day.Day == d)
            || (day.DayOfWeek == DayOfWeek.Monday && yesterday.Month == month && yesterday.Day == d);
        bool IsMonday(int month) => day.Month == month && day.DayOfWeek == DayOfWeek.Monday;
        var holiday = IsFixed(1, 1) || IsFixed(3, 31) || IsFixed(7, 4) || IsFixed(11, 11) || IsFixed(12, 25)
            || (day.Month == 11 && day.Day == 10 && day.DayOfWeek == DayOfWeek.Friday)
            || (IsMonday(1) && nth == 3) || (IsMonday(2) && nth == 3) || (IsMonday(5) && isLast) || (IsMonday(9) && nth == 1)
            || (day.Month == 11 && day.DayOfWeek == DayOfWeek.Thursday && nth == 4)
            || (day.Month == 11 && day.DayOfWeek == DayOfWeek.Friday && (yesterday.Day + 6) / 7 == 4 && yesterday.Month == 11);
        return !holiday;
    }
}
