namespace Imr.Bench;

/// <summary>Percentiles by nearest rank: a value that was measured.</summary>
internal static class Percentiles
{
    /// <param name="values">In any order; at least one.</param>
    /// <param name="part">0 to 1.</param>
    public static double Percentile(this IReadOnlyCollection<double> values, double part) => values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(part * values.Count) - 1));
}
