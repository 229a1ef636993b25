using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>Words that a second person should look at before release: QC24 jurisdiction, QC25 bias, QC26 partial grants. They warn and never block.</summary>
internal static partial class WordsToAvoid
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        // LC 4610.6(a): medical necessity only. Causation, UR timeliness (Dubon II) and liability belong to the WCAB.
        yield return Find(input, "QC24", Jurisdiction(), "Only medical necessity is decided here: look at words about causation, timeliness or liability.");

        // LC 4610.6(h): bias is a ground to set the determination aside.
        yield return Find(input, "QC25", Bias(), "Look at words that judge the person.");

        // domain.md §1.10: an item is upheld or overturned as it stands.
        yield return Find(input, "QC26", PartialGrant(), "An item is decided as it stands: look at words of a partial grant or of an alternative.");
    }

    private static QualityFinding Find(QualityInput input, string id, Regex words, string message)
    {
        string[] facts = [.. LetterPassage.Of(input.Determination).SelectMany(p => words.Matches(p.Text).Select(m => $"{p}: {m.Value}")).Distinct(StringComparer.Ordinal)];
        return new(id, QualitySeverity.Warn, facts.Length == 0, null, facts.Length == 0 ? "Nothing found." : message, facts);
    }

    [GeneratedRegex(
        @"\b(?:causation|causally related|apportionment|AOE/COE|(?:not|non)[- ]industrial(?:ly)?|(?:un)?timel(?:y|iness) (?:utilization review|UR)|utilization review was (?:un|not )timely|UR was (?:late|untimely)|(?:not )?liable|liability (?:is|was|of))\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Jurisdiction();

    [GeneratedRegex(
        @"\b(?:malinger\w*|drug[- ]seek\w*|hysterical|lazy|illegal (?:alien|immigrant)s?|because of (?:his|her|their) (?:age|sex|race|religion|ethnicity|national origin|sexual orientation|color|disability))\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bias();

    [GeneratedRegex(
        @"\b(?:partial(?:ly)? (?:certif\w+|grant\w*|overturn\w*|necessary|medically necessary)|medically necessary in part|modified to|reduced to|(?:would|could) be (?:approved|certified|necessary) (?:for|if)|instead,? (?:a|an) \w+ (?:is|would be) (?:recommended|necessary))\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartialGrant();
}
