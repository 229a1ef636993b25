using Imr.Core.Cases;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

/// <summary>
/// The oracle: California's days, told and counted the way a clerk does it with a wall calendar, one day at a time. It shares nothing with the calculator:
/// no time zone data base, no holiday file, no arithmetic of days.
/// </summary>
internal static class DayByDay
{
    /// <summary>The last legal day.</summary>
    /// <param name="mailDays">What service by mail adds.</param>
    public static DateOnly LastDay(DeadlineUnit unit, int length, int mailDays, DateOnly start)
    {
        var day = start;
        switch (unit)
        {
            case DeadlineUnit.CalendarDays:
                for (var n = 0; n < length + mailDays; n++)
                    day = Next(day);
                return OnBusinessDay(day);
            case DeadlineUnit.BusinessDays or DeadlineUnit.WorkingDays:
                for (var n = 0; n < length;)
                {
                    day = Next(day);
                    if (IsBusinessDay(day))
                        n++;
                }

                for (var n = 0; n < mailDays; n++)
                    day = Next(day);
                return mailDays > 0 ? OnBusinessDay(day) : day;
            case DeadlineUnit.Months:
                var (year, month) = (start.Year, start.Month);
                for (var n = 0; n < length; n++)
                    (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
                // The same day of that month; a shorter month ends before it.
                for (var wanted = start.Day; ; wanted--)
                {
                    if (Exists(year, month, wanted))
                        return new DateOnly(year, month, wanted);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(unit));
        }
    }

    public static bool IsBusinessDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsStateHoliday(day);

    /// <summary>Midnight in California as UTC: Pacific time is eight hours behind, in summer seven.</summary>
    public static DateTimeOffset Midnight(DateOnly day) => new(day.Year, day.Month, day.Day, IsSummerAtMidnight(day) ? 7 : 8, 0, 0, TimeSpan.Zero);

    /// <summary>The day in California at an instant: the last midnight before it.</summary>
    public static DateOnly DayAt(DateTimeOffset instant)
    {
        var day = new DateOnly(instant.UtcDateTime.Year, instant.UtcDateTime.Month, instant.UtcDateTime.Day);
        while (Midnight(day) > instant)
            day = day.AddDays(-1);
        return day;
    }

    private static DateOnly Next(DateOnly day)
        => Exists(day.Year, day.Month, day.Day + 1) ? new DateOnly(day.Year, day.Month, day.Day + 1)
            : day.Month < 12 ? new DateOnly(day.Year, day.Month + 1, 1)
            : new DateOnly(day.Year + 1, 1, 1);

    private static bool Exists(int year, int month, int day)
    {
        var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        var last = month switch { 2 => isLeap ? 29 : 28, 4 or 6 or 9 or 11 => 30, _ => 31 };
        return day <= last;
    }

    private static DateOnly OnBusinessDay(DateOnly day)
    {
        while (!IsBusinessDay(day))
            day = Next(day);
        return day;
    }

    /// <summary>From the second Sunday of March, two in the morning, to the first Sunday of November, two in the morning.</summary>
    private static bool IsSummerAtMidnight(DateOnly day)
        => day > NthOf(day.Year, 3, DayOfWeek.Sunday, 2) && day <= NthOf(day.Year, 11, DayOfWeek.Sunday, 1);

    private static bool IsStateHoliday(DateOnly day)
    {
        var year = day.Year;
        var thanksgiving = NthOf(year, 11, DayOfWeek.Thursday, 4);
        DateOnly[] kept =
        [
            NthOf(year, 1, DayOfWeek.Monday, 3), NthOf(year, 2, DayOfWeek.Monday, 3), LastMondayOfMay(year), NthOf(year, 9, DayOfWeek.Monday, 1), thanksgiving, Next(thanksgiving),
        ];
        if (kept.Contains(day))
            return true;
        foreach (var (month, date) in new[] { (1, 1), (3, 31), (7, 4), (11, 11), (12, 25) })
        {
            var holiday = new DateOnly(year, month, date);
            // On a Sunday it is kept on Monday; on a Saturday nobody gets a day, but for Veterans Day the Friday.
            var keptOn = holiday.DayOfWeek switch
            {
                DayOfWeek.Sunday => Next(holiday),
                DayOfWeek.Saturday when month == 11 => new DateOnly(year, 11, 10),
                _ => holiday,
            };
            if (day == keptOn)
                return true;
        }

        return false;
    }

    private static DateOnly NthOf(int year, int month, DayOfWeek weekday, int n)
    {
        var found = 0;
        for (var day = new DateOnly(year, month, 1); ; day = Next(day))
        {
            if (day.DayOfWeek == weekday && ++found == n)
                return day;
        }
    }

    private static DateOnly LastMondayOfMay(int year)
    {
        var found = default(DateOnly);
        for (var day = new DateOnly(year, 5, 1); day.Month == 5; day = Next(day))
            found = day.DayOfWeek == DayOfWeek.Monday ? day : found;
        return found;
    }
}
