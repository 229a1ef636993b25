using System.Collections.Immutable;

namespace LocalFunctions.Hosting;

/// <summary>
/// One field of a CRON schedule: the values that it allows. Forms, as NCrontab reads them: <c>*</c>, <c>*/n</c>, <c>a</c>, <c>a/n</c> (from a to the end), <c>a-b</c> (in either order), <c>a-b/n</c>,
/// and lists of them; months and weekdays also by name or the first letters of it.
/// </summary>
internal sealed class CronField
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

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
            [var all] => (all, (int?)null),
            [var all, var every] => (all, Number(every, 1, int.MaxValue, [])),
            _ => throw Unknown(part),
        };
        var (from, to) = range.Split('-') switch
        {
            ["*"] => (first, last),
            [var one] when step is null => (Number(one, first, last, names), Number(one, first, last, names)),
            [var one] => (Number(one, first, last, names), last),
            [var low, var high] => (Number(low, first, last, names), Number(high, first, last, names)),
            _ => throw Unknown(part),
        };
        if (from > to) (from, to) = (to, from);
        for (var value = from; value <= to; value += Math.Min(step ?? 1, last + 1)) yield return value;
    }

    private static FormatException Unknown(string part) => new($"\"{part}\" is not *, */n, a, a/n, a-b or a-b/n");

    private static int Number(string text, int first, int last, string[] names)
    {
        var named = text.Length == 0 ? -1 : Array.FindIndex(names, n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return first + named;
        return text.All(char.IsAsciiDigit) && int.TryParse(text, out var value) && value >= first && value <= last
            ? value
            : throw new FormatException($"\"{text}\" is not {first} to {last}");
    }
}
