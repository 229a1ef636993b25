namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Two names held against each other: spelling, typing mistakes, short forms, double names, first and last name exchanged.</summary>
internal static class NameComparison
{
    private const int LongName = 9;

    public static (Agreement Last, Agreement First, string Words) Compare(PersonName a, PersonName b)
    {
        var (last, first) = (Lasts(a.Last, b.Last), Firsts(a.First, b.First));
        // Which field a name was meant for is not known then: it is read as either.
        var exchanged = (Agreement)Math.Max((int)Either(a.First, b.Last), (int)Either(a.Last, b.First));
        return 2 * (int)exchanged < (int)last + (int)first
            ? (exchanged, exchanged, exchanged == Agreement.Same ? "the same name, first and last exchanged" : "nearly the same name, first and last exchanged")
            : (last, first, Words(last, first));
    }

    private static Agreement Either(IReadOnlyList<string> a, IReadOnlyList<string> b) => (Agreement)Math.Min((int)Lasts(a, b), (int)Firsts(a, b));

    private static string Words(Agreement last, Agreement first) => (last, first) switch
    {
        (Agreement.Same, Agreement.Same) => "the same name",
        (Agreement.Different, Agreement.Different) => "another name",
        (Agreement.Different, _) => "another last name",
        (_, Agreement.Different) => "another first name",
        (Agreement.Close, _) => "nearly the same last name",
        _ => "nearly the same first name",
    };

    private static Agreement Lasts(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var (one, other) = (string.Concat(a), string.Concat(b));
        if (one == other || a.ToHashSet().SetEquals(b))
            return Agreement.Same;
        // One of a double name's two: Garcia for Garcia-Lopez.
        return a.Intersect(b).Any(w => w.Length > 1) || Mistyped(one, other) ? Agreement.Close : Agreement.Different;
    }

    private static Agreement Firsts(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var (x, y) = (a is [var p, ..] ? p : "", b is [var q, ..] ? q : "");
        if (string.Concat(a) == string.Concat(b) || (x.Length > 1 && y.Length > 1 && Nicknames.Default.Same(x, y)))
            return Agreement.Same;
        var initial = (x.Length == 1 || y.Length == 1) && x.Length > 0 && y.Length > 0 && x[0] == y[0];
        var shared = a.Any(w => w.Length > 1 && b.Any(v => v.Length > 1 && Nicknames.Default.Same(w, v)));
        return initial || shared || Mistyped(string.Concat(a), string.Concat(b)) || Mistyped(x, y) ? Agreement.Close : Agreement.Different;
    }

    /// <summary>One mistake, two in a long name; of names of three letters or less every other one would be near.</summary>
    private static bool Mistyped(string a, string b)
    {
        var shorter = Math.Min(a.Length, b.Length);
        var most = shorter >= LongName ? 2 : shorter >= 4 ? 1 : 0;
        return most > 0 && Edits.Distance(a, b, most) <= most;
    }
}
