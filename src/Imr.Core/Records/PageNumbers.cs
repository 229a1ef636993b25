namespace Imr.Core.Records;

/// <summary>Page numbers as people write them: <c>3, 7-12</c>.</summary>
public static class PageNumbers
{
    /// <summary>More than this many ranges are cut short: the list must fit a table's row.</summary>
    private const int MaxRanges = 100;

    /// <param name="pages">In ascending order.</param>
    /// <returns>Null when there are none.</returns>
    public static string? Of(IEnumerable<RecordPage> pages)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var page in pages)
        {
            if (ranges.Count > 0 && ranges[^1].To == page.Number - 1)
                ranges[^1] = (ranges[^1].From, page.Number);
            else if (ranges.Count == MaxRanges)
                return Written(ranges) + ", …";
            else
                ranges.Add((page.Number, page.Number));
        }

        return ranges.Count == 0 ? null : Written(ranges);
    }

    private static string Written(IEnumerable<(int From, int To)> ranges) => string.Join(", ", ranges.Select(r => r.From == r.To ? $"{r.From}" : $"{r.From}-{r.To}"));
}
