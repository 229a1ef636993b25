using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Deadlines;

namespace Imr.Core.Tests.Deadlines;

public sealed class PacificTimeTests
{
    [Theory]
    [InlineData("2025-01-15T07:59:59Z", "2025-01-14")]
    [InlineData("2025-01-15T08:00:00Z", "2025-01-15")]
    [InlineData("2025-07-15T06:59:59Z", "2025-07-14")]
    [InlineData("2025-07-15T07:00:00Z", "2025-07-15")]
    [InlineData("2025-07-15T23:30:00-07:00", "2025-07-15")]
    [InlineData("2006-03-20T07:30:00Z", "2006-03-19")] // summer time began in April then
    public void The_legal_day_is_the_day_in_California(string instant, string day)
        => PacificTime.LegalDay(DateTimeOffset.Parse(instant)).ShouldBe(DateOnly.Parse(day));

    [Theory]
    [InlineData("2025-03-09", "2025-03-09T08:00:00Z")]
    [InlineData("2025-03-10", "2025-03-10T07:00:00Z")]
    [InlineData("2025-11-02", "2025-11-02T07:00:00Z")]
    [InlineData("2025-11-03", "2025-11-03T08:00:00Z")]
    public void A_day_starts_at_midnight_on_either_side_of_a_clock_change(string day, string instant)
    {
        PacificTime.StartOfDay(DateOnly.Parse(day)).ShouldBe(DateTimeOffset.Parse(instant));
        PacificTime.StartOfDay(DateOnly.Parse(day)).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2025-03-09T09:59:00Z", 1, 59)]
    [InlineData("2025-03-09T10:00:00Z", 3, 0)] // there is no half past two
    [InlineData("2025-11-02T08:30:00Z", 1, 30)]
    [InlineData("2025-11-02T09:30:00Z", 1, 30)] // and here it is half past one twice
    public void The_clock_shows_what_it_shows_in_California(string instant, int hour, int minute)
        => PacificTime.TimeOfDay(DateTimeOffset.Parse(instant)).ShouldBe(new TimeOnly(hour, minute));

    [Fact]
    public void The_first_instant_is_of_the_day_and_the_one_before_is_not()
        => Prop.ForAll(Gen.Choose(0, 40_000).Select(n => new DateOnly(1980, 1, 1).AddDays(n)).ToArbitrary(), day =>
        {
            var start = PacificTime.StartOfDay(day);
            return PacificTime.LegalDay(start) == day && PacificTime.LegalDay(start.AddTicks(-1)) == day.AddDays(-1);
        }).QuickCheckThrowOnFailure();
}
