using System.Globalization;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

/// <summary>The cases of the Functions host's schedule monitor, for an hourly schedule at half past twelve.</summary>
public sealed class TimerStartTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(null, null, null, "13:00", false, true)]
    [InlineData("12:00", "13:00", "12:00", "13:00", false, false)]
    [InlineData("10:00", "11:00", "10:00", "11:00", true, false)]
    [InlineData(null, "12:00", "11:30", "12:00", true, false)]
    [InlineData(null, "13:00", "12:10", "13:00", false, false)]
    [InlineData("10:00", "10:05", "10:00", "13:00", false, true)]
    [InlineData("12:20", "12:25", "12:20", "13:00", false, true)]
    [InlineData(null, "12:10", null, "13:00", false, true)]
    public void A_timer_that_starts_with_a_status_is(string? last, string? next, string? lastUpdated, string expectedNext, bool isPastDue, bool isNew)
    {
        var found = next is null ? null : new ScheduleStatus { Last = At(last), Next = At(next), LastUpdated = At(lastUpdated) };

        var start = TimerStart.From(found, Now, TimerSchedule.Parse("0 0 * * * *"));

        (start.Status.Next, start.IsPastDue, start.IsNew).ShouldBe((At(expectedNext), isPastDue, isNew));
    }

    private static DateTime At(string? time) => time is null ? default : Now.Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
}
