namespace LocalFunctions.Hosting;

/// <summary>What a starting timer makes of the status that it finds. The rules are those of the Functions host's schedule monitor.</summary>
/// <param name="Status">Where the schedule stands now.</param>
/// <param name="IsPastDue">Whether an occurrence was missed while the app was down.</param>
/// <param name="IsNew">Whether the status is another than the one found.</param>
internal sealed record TimerStart(ScheduleStatus Status, bool IsPastDue, bool IsNew)
{
    public static TimerStart From(ScheduleStatus? found, DateTime now, TimerSchedule schedule)
    {
        if (found is null) return new TimerStart(new ScheduleStatus { Next = schedule.After(now), LastUpdated = now }, IsPastDue: false, IsNew: true);

        var basis = new[] { found.Last, found.LastUpdated, now }.First(t => t != default);
        var expected = schedule.After(basis);
        if (expected == found.Next) return new TimerStart(found, now > found.Next, IsNew: false);

        // The schedule was changed since: what the new one would have run in the past is not missed.
        if (now > expected) (expected, basis) = (schedule.After(now), now);
        return new TimerStart(new ScheduleStatus { Next = expected, LastUpdated = basis }, IsPastDue: false, IsNew: true);
    }
}
