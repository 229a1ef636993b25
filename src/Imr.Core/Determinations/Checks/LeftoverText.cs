using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>QC16: nothing of a template is left in a text: placeholders, blanks to fill, alternatives to strike out.</summary>
internal static partial class LeftoverText
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        string[] facts = [.. LetterPassage.Of(input.Determination).SelectMany(p => Leftovers().Matches(p.Text).Select(m => $"{p}: {m.Value}")).Distinct(StringComparer.Ordinal)];
        yield return new("QC16", QualitySeverity.Block, facts.Length == 0, null,
            facts.Length == 0 ? "No placeholder is left." : "Replace what a template left over.", facts);
    }

    // Bounded repetitions: a fact quotes the placeholder, never a stretch of clinical text.
    [GeneratedRegex(
        @"\[[A-Z][A-Z0-9 _/-]{1,40}\]|\{\{[^{}]{0,40}\}\}|<<[^<>]{0,40}>>|<(?:NAME|DATE|INSERT)[^<>]{0,30}>|_{4,}|\bX{3,}\b|\bTBD\b|\bT\.B\.D\."
        + @"|(?i:\b(?:s?he/(?:s?he)|his/hers?|her/his|him/her|s/he|himself/herself)\b|(?<!\w)\(s\)he\b|\blorem ipsum\b|\binsert (?:name|date|text) here\b)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leftovers();
}
