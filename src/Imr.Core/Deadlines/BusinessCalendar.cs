using System.Collections.Concurrent;
using Imr.Core.Data;

namespace Imr.Core.Deadlines;

/// <summary>
/// Business days in California: not Saturday, not Sunday, not a State holiday (LC 4600.4(b)). "Working day" is treated as the same. Holidays are rules
/// with citations in <c>Data/holidays.yaml</c>, not a list of days, so that every year is covered.
/// </summary>
public sealed class BusinessCalendar
{
    private const string File = "holidays.yaml";
    private static readonly Lazy<BusinessCalendar> Embedded = new(() => Load(YamlData.Embedded(File)));

    private readonly IReadOnlyList<HolidayRule> _rules;
    private readonly Dictionary<DateOnly, string> _adHoc;
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<DateOnly, string>> _years = new();

    private BusinessCalendar(IReadOnlyList<HolidayRule> rules, Dictionary<DateOnly, string> adHoc)
    {
        _rules = rules;
        _adHoc = adHoc;
    }

    /// <summary>The State holidays that this program carries.</summary>
    public static BusinessCalendar Default => Embedded.Value;

    /// <summary>Reads holidays in the form of <c>Data/holidays.yaml</c>.</summary>
    /// <exception cref="DataFileException">Not YAML of this form, or there are rules that give no day: all are listed.</exception>
    public static BusinessCalendar Load(string yaml)
    {
        var faults = new DataFaults();
        var reader = new HolidayReader(faults);
        var file = YamlData.Read<HolidayFile>(yaml, File);
        var calendar = new BusinessCalendar(reader.Rules(file), reader.AdHocDays(file));
        faults.ThrowIfAny(File);
        return calendar;
    }

    /// <summary>This calendar with further days on which nothing is done, such as a holiday that the Governor declares for one year. Of two names of one day the first stays.</summary>
    public BusinessCalendar With(IEnumerable<KeyValuePair<DateOnly, string>> days)
    {
        var adHoc = new Dictionary<DateOnly, string>(_adHoc);
        foreach (var (day, name) in days)
            adHoc.TryAdd(day, name);
        return new BusinessCalendar(_rules, adHoc);
    }

    public bool IsBusinessDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && HolidayOn(day) is null;

    /// <summary>The State holiday that is kept on this day, or null. A holiday that moved from a weekend counts on the day it moved to only.</summary>
    public string? HolidayOn(DateOnly day)
        => _adHoc.GetValueOrDefault(day) ?? _years.GetOrAdd(day.Year, Year).GetValueOrDefault(day);

    /// <summary>The day itself if it is a business day, else the next one (CCP 12a).</summary>
    public DateOnly NextBusinessDayOnOrAfter(DateOnly day)
    {
        while (!IsBusinessDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The n-th business day after <paramref name="start"/>; the start day is not counted. For 0 it is the start day itself, whatever it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative, or the calendar ends (year 9999).</exception>
    public DateOnly AddBusinessDays(DateOnly start, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        for (var day = start; ;)
        {
            if (days == 0)
                return day;
            day = day.AddDays(1);
            if (IsBusinessDay(day))
                days--;
        }
    }

    /// <summary>
    /// Business days from today to a last day: those after <paramref name="today"/> up to and with <paramref name="last"/>. 0 on the last day itself; negative once
    /// it has passed, by the business days since.
    /// </summary>
    public int BusinessDaysLeft(DateOnly today, DateOnly last)
    {
        var (from, to, sign) = last >= today ? (today, last, 1) : (last, today, -1);
        var days = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            days += IsBusinessDay(day) ? 1 : 0;
        return sign * days;
    }

    private IReadOnlyDictionary<DateOnly, string> Year(int year)
    {
        // The neighbours too: a holiday on the first or last day of a year can move into the other year.
        var holidays = new Dictionary<DateOnly, string>();
        for (var y = Math.Max(1, year - 1); y <= Math.Min(9998, year + 1); y++)
        {
            foreach (var rule in _rules.Where(r => y >= r.From && y <= r.To))
            {
                var day = rule.ObservedIn(y);
                if (day.Year == year)
                    holidays.TryAdd(day, rule.Name);
            }
        }

        return holidays;
    }
}
