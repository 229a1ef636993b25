using Imr.Core.Data;

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

    public int? From { get; set; }

    public int? To { get; set; }

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

/// <summary>From the YAML's words to rules; what gives no day is a fault.</summary>
internal sealed class HolidayReader(DataFaults faults)
{
    public List<HolidayRule> Rules(HolidayFile file)
    {
        var rules = new List<HolidayRule>();
        faults.Differ(file.Holidays.Select((h, n) => (h.Name, $"$.holidays[{n}].name")));
        for (var n = 0; n < file.Holidays.Count; n++)
        {
            var entry = file.Holidays[n];
            var path = $"$.holidays[{n}]";
            CheckSource(entry.Citation, entry.Status, path);
            if (entry.To < entry.From)
                faults.Add(path + ".to", $"{entry.Name}: ends before it begins", "a year on or after from");
            if (Rule(entry, rules) is { } rule)
                rules.Add(rule with { From = entry.From ?? 1, To = entry.To ?? 9998 });
            else
                faults.Add(path + ".rule", $"{entry.Name}: the rule '{entry.Rule}' is unknown or its parts give no day in every year", "fixed, nth or after, with their parts");
        }

        return rules;
    }

    public Dictionary<DateOnly, string> AdHocDays(HolidayFile file)
    {
        var days = new Dictionary<DateOnly, string>();
        for (var n = 0; n < file.AdHocDays.Count; n++)
        {
            var entry = file.AdHocDays[n];
            var path = $"$.adHocDays[{n}]";
            faults.Text(entry.Name, path + ".name", "what the day is called");
            CheckSource(entry.Citation, entry.Status, path);
            var day = faults.Day(entry.Date, path + ".date");
            if (day != default && !days.TryAdd(day, entry.Name))
                faults.Add(path + ".date", $"{entry.Name}: {entry.Date} stands there twice", "each day once");
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

    private void CheckSource(string citation, string status, string path)
    {
        faults.Citation(citation, path + ".citation");
        faults.Word<RuleStatus>(status, path + ".status");
    }
}
