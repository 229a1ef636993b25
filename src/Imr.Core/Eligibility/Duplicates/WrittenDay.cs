using System.Globalization;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Two days as they are typed: one digit wrong, two neighbours exchanged, day and month exchanged.</summary>
internal static class WrittenDay
{
    public static Agreement Compare(DateOnly? a, DateOnly? b)
    {
        if (a is not { } one || b is not { } other)
            return Agreement.Missing;
        if (one == other)
            return Agreement.Same;
        if (one.Year == other.Year && one.Day == other.Month && one.Month == other.Day)
            return Agreement.Close;
        return Edits.Distance(Digits(one), Digits(other), 1) == 1 ? Agreement.Close : Agreement.Different;
    }

    public static string Digits(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
