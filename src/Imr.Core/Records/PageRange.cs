using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Imr.Core.Serialization;

namespace Imr.Core.Records;

/// <summary>Pages of a document that follow one another, both ends included; its text is <c>3</c> or <c>3-5</c>.</summary>
public sealed record PageRange : IText<PageRange>
{
    /// <summary>No document that we take has more.</summary>
    public const int MaxPage = 100_000;

    /// <param name="from">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not in order, or not between 1 and <see cref="MaxPage"/>.</exception>
    public PageRange(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, MaxPage);
        From = from;
        To = to;
    }

    public int From { get; }

    public int To { get; }

    public int Count => To - From + 1;

    public IEnumerable<int> Pages => Enumerable.Range(From, Count);

    public bool Contains(int page) => page >= From && page <= To;

    public bool Contains(PageRange other) => other.From >= From && other.To <= To;

    public bool Overlaps(PageRange other) => From <= other.To && other.From <= To;

    /// <summary>These pages in as few ranges as can be, in order; repeats count once.</summary>
    public static IReadOnlyList<PageRange> Of(IEnumerable<int> pages)
    {
        var ranges = new List<PageRange>();
        foreach (var page in pages.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].To == page - 1)
                ranges[^1] = new PageRange(ranges[^1].From, page);
            else
                ranges.Add(new PageRange(page, page));
        }

        return ranges;
    }

    /// <exception cref="FormatException">Not of the form 3 or 3-5.</exception>
    public static PageRange Parse(string s, IFormatProvider? provider = null)
        => TryParse(s, provider, out var range) ? range : throw new FormatException("A range of pages has the form 3 or 3-5.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PageRange result)
    {
        result = null;
        var ends = s?.Split('-');
        if (ends is not { Length: 1 or 2 } || Number(ends[0]) is not { } from || Number(ends[^1]) is not { } to || from < 1 || to < from || to > MaxPage)
            return false;
        result = new PageRange(from, to);
        return true;
    }

    public override string ToString() => From == To ? From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
