using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>QC29: a rationale of some length that ties the guideline to this worker: a date or a finding of the records.</summary>
internal static partial class RationaleSpecificity
{
    public const int FewestWords = 40;

    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        foreach (var item in input.Determination.Items)
        {
            var words = Word().Count(item.Rationale);
            var dates = Date().Count(item.Rationale);
            var found = Finding().Count(item.Rationale);
            var passed = words >= FewestWords && dates + found > 0;
            yield return new("QC29", QualitySeverity.Warn, passed, item.ItemId,
                passed ? "The rationale is specific." : $"A rationale has at least {FewestWords} words and names a date or a finding of the records.",
                [$"words={words}", $"dates={dates}", $"findings={found}"]);
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’/-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"\b[0-5][+-]?/5\b|\b\d+(?:\.\d+)? ?(?:degrees|mg|mm|cm|weeks|visits|sessions)\b|\b(?:tenderness|weakness|numbness|reflex(?:es)?|sensation|range of motion|straight[- ]leg|Spurling|Tinel|McMurray|atrophy|swelling|effusion|spasm)\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Finding();
}
