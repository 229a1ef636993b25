namespace LocalFunctions.Hosting;

/// <summary>The pause before the next look into a queue: a tenth of a second after a message, then longer and longer while it is empty. As in the Functions host, each step varies by a fifth.</summary>
/// <param name="longest">The longest pause.</param>
/// <param name="random">A number from 0 to 1.</param>
internal sealed class QueuePollDelay(TimeSpan longest, Func<double> random)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private int _empty;

    public void Found() => _empty = 0;

    public TimeSpan Next()
    {
        var growth = _empty == 0 ? TimeSpan.Zero : Step * ((0.8 + (0.4 * random())) * Math.Pow(2, Math.Min(_empty - 1, 30)));
        _empty++;
        return Step + growth < longest ? Step + growth : longest;
    }
}
