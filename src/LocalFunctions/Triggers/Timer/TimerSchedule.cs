namespace LocalFunctions.Hosting;

/// <summary>When a timer function runs, in UTC: a CRON expression of six fields (of five: at second 0), or a constant interval.</summary>
internal abstract class TimerSchedule
{
    /// <summary>The first occurrence after an instant (not at it).</summary>
    public abstract DateTime After(DateTime instant);

    /// <exception cref="FormatException">It is neither, or never occurs.</exception>
    public static TimerSchedule Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, out var interval))
            return interval > TimeSpan.Zero ? new Interval(interval) : throw new FormatException("the interval must be more than zero");
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            6 => new Cron(fields),
            5 => new Cron(["0", .. fields]),
            var n => throw new FormatException($"it has {n} fields, not six"),
        };
    }

    private sealed class Interval(TimeSpan interval) : TimerSchedule
    {
        public override DateTime After(DateTime instant) => instant + interval;
    }

    private sealed class Cron : TimerSchedule
    {
        // The calendar repeats its weekdays every 28 years, apart from centuries that are not leap years.
        private const int YearsSearched = 40;

        private readonly CronField _second;
        private readonly CronField _minute;
        private readonly CronField _hour;
        private readonly CronField _day;
        private readonly CronField _month;
        private readonly CronField _weekday;

        public Cron(string[] fields)
        {
            _second = CronField.Second(fields[0]);
            _minute = CronField.Minute(fields[1]);
            _hour = CronField.Hour(fields[2]);
            _day = CronField.Day(fields[3]);
            _month = CronField.Month(fields[4]);
            _weekday = CronField.Weekday(fields[5]);
            After(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        /// <remarks>Day and weekday must both match, as in NCrontab (elsewhere either is enough).</remarks>
        public override DateTime After(DateTime instant)
        {
            var at = new DateTime(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
            var end = at.AddYears(YearsSearched);
            while (at < end)
            {
                if (!_month.Allows(at.Month)) at = new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
                else if (!_day.Allows(at.Day) || !_weekday.Allows((int)at.DayOfWeek)) at = at.Date.AddDays(1);
                else if (!_hour.Allows(at.Hour)) at = at.Date.AddHours(at.Hour + 1);
                else if (!_minute.Allows(at.Minute)) at = at.Date.AddHours(at.Hour).AddMinutes(at.Minute + 1);
                else if (!_second.Allows(at.Second)) at = at.AddSeconds(1);
                else return at;
            }

            throw new FormatException("it never occurs");
        }
    }
}
