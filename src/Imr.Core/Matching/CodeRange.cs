namespace Imr.Core.Matching;

/// <summary>Procedure codes from one to another, both included, such as <c>72125-72127</c> or <c>L0100-L4631</c>; one code is a range of itself.</summary>
internal sealed record CodeRange(string First, string Last)
{
    /// <summary>Null when the text is not one or two codes of five letters or digits, in order.</summary>
    public static CodeRange? TryParse(string text)
    {
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        var range = ends.Length is 1 or 2 ? new CodeRange(ends[0].ToUpperInvariant(), ends[^1].ToUpperInvariant()) : null;
        return range is not null && IsCode(range.First) && IsCode(range.Last) && string.CompareOrdinal(range.First, range.Last) <= 0 ? range : null;
    }

    /// <summary>Modifiers after a hyphen (72141-26) do not matter.</summary>
    public bool Contains(string code)
    {
        var bare = code.Trim().ToUpperInvariant().Split('-')[0];
        return IsCode(bare) && string.CompareOrdinal(First, bare) <= 0 && string.CompareOrdinal(bare, Last) <= 0;
    }

    private static bool IsCode(string code) => code.Length == 5 && code.All(char.IsAsciiLetterOrDigit);
}
