using System.Text.RegularExpressions;

namespace Imr.Core.Determinations.Checks;

/// <summary>
/// QC06: the outcome word agrees with the sentence that concludes the rationale (LC 4610.6(e): the analysis says whether the treatment is medically
/// necessary). Only the last sentence that speaks of necessity counts: earlier ones quote guidelines and the UR decision.
/// </summary>
internal static partial class NecessitySentence
{
    public static IEnumerable<QualityFinding> Check(QualityInput input)
    {
        foreach (var item in input.Determination.Items)
        {
            var last = Last(item.Rationale);
            var passed = last is { } conclusion && conclusion.Necessary == (item.Decision == ItemDecision.Overturned);
            var expected = item.Decision == ItemDecision.Overturned ? "is medically necessary" : "is not medically necessary";
            yield return new("QC06", QualitySeverity.Block, passed, item.ItemId,
                last is null ? $"The rationale does not conclude; for {item.Decision} end it with a sentence that the treatment {expected}."
                    : passed ? "The concluding sentence agrees with the decision."
                    : $"The decision is {item.Decision}, the concluding sentence says the opposite.",
                [$"decision={item.Decision}", $"conclusion={(last is null ? "missing" : last.Value.Necessary ? "medically necessary" : "not medically necessary")}"]);
        }
    }

    /// <summary>The last sentence of a rationale that speaks of medical necessity and what it says; null when none does.</summary>
    public static (string Text, bool Necessary)? Last(string rationale)
    {
        var sentence = SentenceEnd().Split(Space().Replace(rationale, " ")).LastOrDefault(s => Necessity().IsMatch(s));
        return sentence is null ? null : (sentence, !Negative().IsMatch(sentence));
    }

    // A full stop ends a sentence only before a blank and a capital or the end, and not after "Dr." or an initial.
    [GeneratedRegex(@"(?<=[.!?]""?)(?<!\b(?:Dr|Mr|Ms|Mrs|vs|No|[A-Z])\.) (?=[""(]?[A-Z0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();

    [GeneratedRegex(@"\bmedical(?:ly)? (?:un)?necess(?:ary|ity)\b|\bmedically (?:appropriate and )?necessary\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Necessity();

    // A negation of the necessity itself: "is not …", "cannot be considered …", "necessity has not been shown". "Not only" and "not for X alone" are not looked at.
    [GeneratedRegex(
        @"\b(?:not|never|neither|nor|isn't|aren't|cannot|can't|without|no longer|fails? to)\b(?! only\b)[^.;]{0,60}?\bmedical(?:ly)? necess(?:ary|ity)\b"
        + @"|\bmedical(?:ly)? necess(?:ary|ity)\b[^.;]{0,80}?\b(?:not|cannot|never|isn't|lacking|unsupported|absent)\b(?! only\b)"
        + @"|\bno medical necessity\b|\black(?:s|ing|ed)? (?:of )?medical necessity\b|\bmedically unnecessary\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negative();
}
