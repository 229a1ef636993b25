using System.Globalization;

namespace Imr.Core.Deadlines;

/// <summary>The shape of <c>Data/holidays.yaml</c>.</summary>
internal sealed class HolidayFile
{
    public List<HolidayEntry> Holidays { get; set; } = [];

    public List<AdHocDayEntry> AdHocDays { get; set; } = [];
}

internal sealed class HolidayEntry
{
    public string Name { get; set; } = string.Empty;

    public string Rule { get; set; } = string.Empty;

    public int Month { get; set; }

    public int Day { get; set; }

    public string Weekday { get; set; } = string.Empty;

    public int N { get; set; }

    public string Of { get; set; } = string.Empty;

    public int Days { get; set; }

    public string Saturday { get; set; } = "none";

    public string Sunday { get; set; } = "none";

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

internal sealed class AdHocDayEntry
{
    public string Date { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

/// <summary>From the YAML's words to rules; what gives no day is a problem.</summary>
internal sealed class HolidayReader(List<string> problems)
{
    public List<HolidayRule> Rules(HolidayFile file)
    {
        var rules = new List<HolidayRule>();
        foreach (var entry in file.Holidays)
        {
            CheckSource(entry.Name, entry.Citation, entry.Status);
            if (rules.Exists(r => r.Name == entry.Name))
                problems.Add($"{entry.Name}: stands there twice");
            if (Rule(entry, rules) is { } rule)
                rules.Add(rule);
            else
                problems.Add($"{entry.Name}: the rule '{entry.Rule}' is unknown or its parts give no day in every year");
        }

        return rules;
    }

    public Dictionary<DateOnly, string> AdHocDays(HolidayFile file)
    {
        var days = new Dictionary<DateOnly, string>();
        foreach (var entry in file.AdHocDays)
        {
            CheckSource(entry.Name, entry.Citation, entry.Status);
            if (!DateOnly.TryParseExact(entry.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                problems.Add($"{entry.Name}: '{entry.Date}' is not a day of the form YYYY-MM-DD");
            else if (!days.TryAdd(day, entry.Name))
                problems.Add($"{entry.Name}: {entry.Date} stands there twice");
        }

        return days;
    }

    private static HolidayRule? Rule(HolidayEntry entry, List<HolidayRule> earlier) => entry.Rule switch
    {
        // 2001 has no February 29, so a day that it has, every year has.
        "fixed" when entry.Month is >= 1 and <= 12 && entry.Day >= 1 && entry.Day <= DateTime.DaysInMonth(2001, entry.Month)
            && ObservanceOf(entry.Saturday) is { } saturday && ObservanceOf(entry.Sunday) is { } sunday
            => new FixedHoliday(entry.Name, entry.Month, entry.Day, saturday, sunday),
        "nth" when entry.Month is >= 1 and <= 12 && entry.N is -1 or (>= 1 and <= 4) && WeekdayOf(entry.Weekday) is { } weekday
            => new NthWeekdayHoliday(entry.Name, entry.Month, weekday, entry.N),
        "after" when entry.Days is >= 1 and <= 30 && earlier.Find(r => r.Name == entry.Of) is { } other
            => new HolidayAfter(entry.Name, other, entry.Days),
        _ => null,
    };

    private static Observance? ObservanceOf(string word) => word switch
    {
        "none" => Observance.None,
        "preceding-friday" => Observance.PrecedingFriday,
        "following-monday" => Observance.FollowingMonday,
        _ => null,
    };

    private static DayOfWeek? WeekdayOf(string word)
        => Enum.GetNames<DayOfWeek>().Contains(word) ? Enum.Parse<DayOfWeek>(word) : null;

    private void CheckSource(string name, string citation, string status)
    {
        if (name.Length == 0)
            problems.Add("a holiday has no name");
        if (string.IsNullOrWhiteSpace(citation))
            problems.Add($"{name}: has no citation");
        if (status is not ("confirmed" or "draft"))
            problems.Add($"{name}: the status '{status}' is not confirmed or draft");
    }
}
