namespace Imr.Core.Eligibility.Duplicates;

/// <summary>A claim or case number as it is compared: letters and digits in capitals, o as zero, i and l as one.</summary>
/// <param name="Joined">Without separators.</param>
/// <param name="Trimmed">The same without the zeros that a part between separators begins with.</param>
internal sealed record WrittenNumber(string Joined, string Trimmed)
{
    /// <summary>Of shorter ones every other is near.</summary>
    private const int LeastForMistakes = 5;

    /// <summary>For keys: without any zero, since nobody knows where the parts were once the separators are gone.</summary>
    public string Key => Joined.Replace("0", "", StringComparison.Ordinal);

    /// <returns>Null when the text names nothing: a placeholder, no digits, only zeros.</returns>
    public static WrittenNumber? Of(string? text, DuplicateRules rules)
    {
        var plain = Folding.Joined(text);
        if (rules.Placeholders.Contains(plain) || !plain.Any(char.IsAsciiDigit))
            return null;
        var parts = Folding.Words(text).Select(Digits).ToList();
        var joined = string.Concat(parts);
        return joined.All(c => c == '0') ? null : new WrittenNumber(joined, string.Concat(parts.Select(p => p.TrimStart('0'))));
    }

    public static Agreement Compare(WrittenNumber? a, WrittenNumber? b)
    {
        if (a is null || b is null)
            return Agreement.Missing;
        if (a.Joined == b.Joined || a.Trimmed == b.Trimmed || a.Joined == b.Trimmed || a.Trimmed == b.Joined)
            return Agreement.Same;
        return Math.Min(a.Joined.Length, b.Joined.Length) >= LeastForMistakes && Edits.Distance(a.Joined, b.Joined, 1) == 1 ? Agreement.Close : Agreement.Different;
    }

    private static string Digits(string part) => string.Concat(part.Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}
