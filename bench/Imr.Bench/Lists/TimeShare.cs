using System.Diagnostics;

namespace Imr.Bench.Lists;

/// <summary>Shares the time that is left among what is still to be measured: a slow emulator gives fewer calls, not a longer run.</summary>
internal sealed class TimeShare(TimeSpan all, IReadOnlyList<int> sizes)
{
    /// <summary>A row costs the emulator more, the more there are.</summary>
    private const double FillGrowth = 3;

    /// <summary>However late it is, so that every call is measured.</summary>
    private const double Least = 0.5;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _filled;
    private double _secondsACase;

    /// <param name="lists">What the lists took: the register soon has all of its rows.</param>
    public void Filled(int cases, TimeSpan lists)
    {
        _secondsACase = lists.TotalSeconds / Math.Max(1, cases - _filled);
        _filled = cases;
    }

    /// <summary>For the next measurement.</summary>
    /// <param name="left">Measurements of the present size that are left, the next one too.</param>
    public TimeSpan Next(int left)
    {
        var fill = (sizes[^1] - _filled) * _secondsACase * FillGrowth;
        // The larger sizes are the slow ones: each counts for as much as is left of this one, thrice.
        var shares = left * (1 + (3 * sizes.Count(s => s > _filled)));
        return TimeSpan.FromSeconds(Math.Max(Least, ((all - _watch.Elapsed).TotalSeconds - fill) / shares));
    }
}
