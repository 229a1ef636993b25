using System.Diagnostics;

namespace Imr.Cli.Tests;

/// <summary>For what another process does in its own time: looks again and again, up to a limit.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            watch.Elapsed.ShouldBeLessThan(limit);
            await Task.Yield();
        }
    }
}
