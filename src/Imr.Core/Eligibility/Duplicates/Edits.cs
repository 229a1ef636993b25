namespace Imr.Core.Eligibility.Duplicates;

/// <summary>How many single typing mistakes lie between two texts: a character more, less or other, or two neighbours exchanged.</summary>
internal static class Edits
{
    /// <returns>The distance, or <paramref name="most"/> + 1 when it is larger. The same both ways.</returns>
    public static int Distance(string a, string b, int most)
    {
        if (a == b)
            return 0;
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var least = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, before[j - 2] + 1);
                row[j] = least;
            }

            (before, last, row) = (last, row, before);
        }

        return Math.Min(last[b.Length], most + 1);
    }
}
