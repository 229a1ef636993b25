namespace Imr.Core.Cases;

/// <summary>Finds the member that somebody may have meant.</summary>
internal static class NearNames
{
    private const int MaxNameLength = 40;

    /// <returns>The name with the fewest edits, at most two in five of its letters; null when none is near.</returns>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxNameLength)
            return null;
        var nearest = known.Select(k => (Name: k, Edits: Edits(Plain(name), Plain(k)))).OrderBy(k => k.Edits).ThenBy(k => k.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Max(1, nearest.Name.Length * 2 / 5) ? nearest.Name : null;
    }

    /// <summary><c>date_of_birth</c>, <c>Date-Of-Birth</c> and <c>dateOfBirth</c> are the same.</summary>
    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>Levenshtein distance.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
