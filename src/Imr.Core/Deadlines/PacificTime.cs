namespace Imr.Core.Deadlines;

/// <summary>Legal days are days in California: America/Los_Angeles, with its summer time.</summary>
public static class PacificTime
{
    private static readonly TimeZoneInfo Zone = Find();

    /// <summary>The day that it is in California at this instant.</summary>
    public static DateOnly LegalDay(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>What the clocks in California show at this instant, to the minute.</summary>
    public static TimeOnly TimeOfDay(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return new TimeOnly(local.Hour, local.Minute);
    }

    /// <summary>The first instant of a day in California, in UTC. (Clocks change at two in the morning, so midnight always exists once.)</summary>
    public static DateTimeOffset StartOfDay(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static TimeZoneInfo Find()
        => TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone) ? zone
            : TimeZoneInfo.FindSystemTimeZoneById("Pacific Standard Time"); // Windows without ICU knows only this name.
}
