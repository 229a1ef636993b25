using System.Collections.Immutable;

namespace LocalFunctions.Hosting;

/// <summary>One field of a CRON schedule: the values that it allows. Forms: <c>*</c>, <c>*/n</c>, <c>a</c>, <c>a-b</c>, <c>a-b/n</c>, and lists of them; months and weekdays also by their first three letters.</summary>
internal sealed class CronField
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ImmutableSortedSet<int> _values;

    private CronField(IEnumerable<int> values) => _values = [.. values];

    public bool Allows(int value) => _values.Contains(value);

    public static CronField Second(string text) => Parse(text, 0, 59, []);

    public static CronField Minute(string text) => Parse(text, 0, 59, []);

    public static CronField Hour(string text) => Parse(text, 0, 23, []);

    public static CronField Day(string text) => Parse(text, 1, 31, []);

    public static CronField Month(string text) => Parse(text, 1, 12, Months);

    /// <summary>0 is Sunday.</summary>
    public static CronField Weekday(string text) => Parse(text, 0, 6, Days);

    private static CronField Parse(string text, int first, int last, string[] names) =>
        new(text.Split(',').SelectMany(part => Part(part, first, last, names)));

    private static IEnumerable<int> Part(string part, int first, int last, string[] names)
    {
        var (range, step) = part.Split('/') switch
        {
            [var all] => (all, 1),
            [var all, var every] when all == "*" || all.Contains('-', StringComparison.Ordinal) => (all, Number(every, 1, int.MaxValue, [])),
            _ => throw new FormatException($"\"{part}\" is not *, */n, a, a-b or a-b/n"),
        };
        var (from, to) = range.Split('-') switch
        {
            ["*"] => (first, last),
            [var one] => (Number(one, first, last, names), Number(one, first, last, names)),
            [var low, var high] => (Number(low, first, last, names), Number(high, first, last, names)),
            _ => throw new FormatException($"\"{part}\" is not *, */n, a, a-b or a-b/n"),
        };
        if (from > to) throw new FormatException($"\"{part}\" runs backwards");
        for (var value = from; value <= to; value += Math.Min(step, last + 1)) yield return value;
    }

    private static int Number(string text, int first, int last, string[] names)
    {
        var named = Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return first + named;
        return text.All(char.IsAsciiDigit) && int.TryParse(text, out var value) && value >= first && value <= last
            ? value
            : throw new FormatException($"\"{text}\" is not {first} to {last}");
    }
}
