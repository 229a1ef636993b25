namespace Imr.Core.Deadlines;

/// <summary>Where a holiday goes that falls on a weekend day.</summary>
internal enum Observance { None, PrecedingFriday, FollowingMonday }

/// <summary>A holiday as a rule that gives its day in every year.</summary>
internal abstract record HolidayRule(string Name)
{
    /// <summary>The first year in which the rule holds.</summary>
    public int From { get; init; } = 1;

    /// <summary>The last year in which it holds.</summary>
    public int To { get; init; } = 9998;

    /// <summary>The day on which the holiday of this year is kept; it can lie in the year before or after.</summary>
    public abstract DateOnly ObservedIn(int year);
}

internal sealed record FixedHoliday(string Name, int Month, int Day, Observance Saturday, Observance Sunday) : HolidayRule(Name)
{
    public override DateOnly ObservedIn(int year)
    {
        var day = new DateOnly(year, Month, Day);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => Move(day, Saturday, toFriday: -1, toMonday: 2),
            DayOfWeek.Sunday => Move(day, Sunday, toFriday: -2, toMonday: 1),
            _ => day,
        };
    }

    private static DateOnly Move(DateOnly day, Observance to, int toFriday, int toMonday) => to switch
    {
        Observance.PrecedingFriday => day.AddDays(toFriday),
        Observance.FollowingMonday => day.AddDays(toMonday),
        _ => day,
    };
}

/// <param name="N">1 to 4, or -1 for the last of the month.</param>
internal sealed record NthWeekdayHoliday(string Name, int Month, DayOfWeek Weekday, int N) : HolidayRule(Name)
{
    public override DateOnly ObservedIn(int year)
    {
        if (N > 0)
        {
            var first = new DateOnly(year, Month, 1);
            return first.AddDays(((7 + (int)Weekday - (int)first.DayOfWeek) % 7) + (7 * (N - 1)));
        }

        var last = new DateOnly(year, Month, DateTime.DaysInMonth(year, Month));
        return last.AddDays(-((7 + (int)last.DayOfWeek - (int)Weekday) % 7));
    }
}

internal sealed record HolidayAfter(string Name, HolidayRule Other, int Days) : HolidayRule(Name)
{
    public override DateOnly ObservedIn(int year) => Other.ObservedIn(year).AddDays(Days);
}
