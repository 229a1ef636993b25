using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class QueuePollDelayTests
{
    [Theory]
    [InlineData(0.0, new[] { 100, 180, 260, 420, 740, 1000, 1000 })]
    [InlineData(0.5, new[] { 100, 200, 300, 500, 900, 1000, 1000 })]
    [InlineData(1.0, new[] { 100, 220, 340, 580, 1000, 1000, 1000 })]
    public void An_empty_queue_is_looked_into_less_and_less(double random, int[] milliseconds)
    {
        var delay = new QueuePollDelay(TimeSpan.FromSeconds(1), () => random);

        milliseconds.Select(_ => (int)delay.Next().TotalMilliseconds).ShouldBe(milliseconds);
    }

    [Fact]
    public void A_message_makes_it_quick_again()
    {
        var delay = new QueuePollDelay(TimeSpan.FromMinutes(1), () => 0.5);
        for (var i = 0; i < 100; i++) delay.Next();

        delay.Next().ShouldBe(TimeSpan.FromMinutes(1));
        delay.Found();
        delay.Next().ShouldBe(TimeSpan.FromMilliseconds(100));
    }
}
