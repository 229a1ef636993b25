using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>QC19: no reviewer's name stands in a text of the letter (LC 4610.6(f)). Facts say where, and never repeat the name.</summary>
internal static partial class ReviewerAnonymity
{
    private const RegexOptions Matching = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        var signed = input.Determination.SignedName;
        var names = input.ForbiddenNames.Concat(Word().Count(signed) > 1 ? [signed] : []).SelectMany(Patterns).ToArray();
        string[] facts = [.. LetterPassage.Of(input.Determination).Where(p => Array.Exists(names, n => n.IsMatch(p.Text))).Select(p => $"{p}: a reviewer's name")];
        yield return new("QC19", QualitySeverity.Block, facts.Length == 0, null,
            facts.Length == 0 ? "No reviewer is named." : "Take the reviewer's name out: it is confidential.", facts);
    }

    // The words of the name in order, a middle name or initial between them allowed; the surname alone only as a title or degree marks it, as a party may share it.
    private static IEnumerable<Regex> Patterns(string name)
    {
        string[] words = [.. Word().Matches(Degree().Replace(name, string.Empty)).Select(m => Regex.Escape(m.Value))];
        if (words.Length == 0)
            yield break;
        var last = words[^1];
        yield return new($@"\b{string.Join(@"[\s.]+(?:\w+[\s.]+)?", words)}\b", Matching, Patience);
        if (words.Length == 1)
            yield break;
        yield return new($@"\b{last},\s*{words[0]}\b", Matching, Patience);
        yield return new($@"\b(?:reviewer|signed(?: by)?|undersigned),?\s+(?:Dr\.?\s+)?{last}\b", Matching, Patience);
    }

    [GeneratedRegex(@"[\p{L}\p{M}'’-]{2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\bDr\.?\s|,?\s*\b(?:M\.?D|D\.?O|D\.?C|Ph\.?D|D\.?P\.?M|Psy\.?D)\.?(?=\s|,|$)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Degree();
}
