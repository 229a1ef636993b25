using System.Globalization;
using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("* * * * * *", "2026-01-01T00:00:00", "2026-01-01T00:00:01")]
    [InlineData("0 */1 * * * *", "2026-01-01T00:00:00", "2026-01-01T00:01:00")]
    [InlineData("0 */5 * * * *", "2026-01-01T00:04:59", "2026-01-01T00:05:00")]
    [InlineData("0 */5 * * * *", "2026-01-01T00:05:00", "2026-01-01T00:10:00")]
    [InlineData("*/7 * * * * *", "2026-01-01T00:00:56", "2026-01-01T00:01:00")]
    [InlineData("0 0 * * * *", "2026-01-01T23:30:00", "2026-01-02T00:00:00")]
    [InlineData("30 15 6 * * *", "2026-12-31T06:15:30", "2027-01-01T06:15:30")]
    [InlineData("0 30 9-17/2 * * *", "2026-01-01T09:30:00", "2026-01-01T11:30:00")]
    [InlineData("0 0 9,12,17 * * *", "2026-01-01T12:00:00", "2026-01-01T17:00:00")]
    [InlineData("0 0 9 * * MON-FRI", "2026-01-02T09:00:00", "2026-01-05T09:00:00")]
    [InlineData("0 0 9 * * 1-5", "2026-01-02T09:00:00", "2026-01-05T09:00:00")]
    [InlineData("0 0 0 * * 0", "2026-01-01T00:00:00", "2026-01-04T00:00:00")]
    [InlineData("0 0 0 1 JAN,jul *", "2026-01-01T00:00:00", "2026-07-01T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 31 * *", "2026-01-31T00:00:00", "2026-03-31T00:00:00")]
    [InlineData("0 0 0 13 * FRI", "2026-01-01T00:00:00", "2026-02-13T00:00:00")]
    [InlineData("*/5 * * * *", "2026-01-01T00:00:30", "2026-01-01T00:05:00")]
    [InlineData("0  0  0  *  *  *", "2026-01-01T00:00:00.5", "2026-01-02T00:00:00")]
    [InlineData("5/15 * * * * *", "2026-01-01T00:00:20", "2026-01-01T00:00:35")]
    [InlineData("5/15 * * * * *", "2026-01-01T00:00:50", "2026-01-01T00:01:05")]
    [InlineData("10-5 * * * * *", "2026-01-01T00:00:00", "2026-01-01T00:00:05")]
    [InlineData("10-5 * * * * *", "2026-01-01T00:00:10", "2026-01-01T00:01:05")]
    [InlineData("0 0 9 * * Monday-friday", "2026-01-02T09:00:00", "2026-01-05T09:00:00")]
    [InlineData("0 0 0 1 Septem *", "2026-01-01T00:00:00", "2026-09-01T00:00:00")]
    [InlineData("0 30 2 * * *", "2026-03-08T02:00:00", "2026-03-08T02:30:00")]
    [InlineData("1.00:00:00", "2026-01-01T00:00:10", "2026-01-02T00:00:10")]
    [InlineData("00:05:00", "2026-01-01T00:00:10", "2026-01-01T00:05:10")]
    public void The_next_occurrence_is(string schedule, string after, string expected) =>
        TimerSchedule.Parse(schedule).After(Utc(after)).ShouldBe(Utc(expected));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 60 * * * *")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 32 * *")]
    [InlineData("0 0 0 * 13 *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("-1 * * * * *")]
    [InlineData("x * * * * *")]
    [InlineData("1,, * * * * *")]
    [InlineData("00:00:00")]
    public void A_schedule_that_is_not_valid_is_refused(string schedule) => Should.Throw<FormatException>(() => TimerSchedule.Parse(schedule));

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
