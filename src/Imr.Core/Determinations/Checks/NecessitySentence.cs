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

    [GeneratedRegex(@"\bmedical(?:ly)? (?:un)?necess(?:ary|ity)\b(?! (?:decision|determination|review|criteri|standard|guideline))|\bmedically (?:reasonable and |appropriate and |indicated or |indicated and )?necessary\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Necessity();

    // Negations of the necessity itself and of nothing else: "without contrast" and "therapy did not help" stand in many sentences that say yes.
    [GeneratedRegex(
        // is not (considered to be) medically necessary; cannot be deemed …; no longer …
        @"\b(?:not|never|cannot|isn't|aren't|can't|no longer)(?! only\b)(?: (?:be|been|being|to|is|as|a|and|or|both|either|considered|deemed|felt|found|shown|proven|seen|appears?|seems?|certified|currently|clinically|presently|reasonable|reasonably|appropriate|indicated|recommended|supported|warranted|justified|established))*[ -]medically (?:reasonable and |appropriate and |indicated or |indicated and )?necessary\b"
        // neither appropriate nor medically necessary; neither medically necessary nor …
        + @"|\bneither(?: \w+){0,6}? medically necessary\b|\bnor(?: is it| are they| (?:is|are) the \w+)? medically necessary\b"
        // not shown by the records to be medically necessary; I do not find the study medically necessary
        + @"|\bnot (?:been )?(?:shown|found|proven|demonstrated|established|documented)(?: \w+){0,5} to be medically necessary\b"
        + @"|\bnot (?:find|consider|believe|deem)(?: \w+){1,10} medically necessary\b"
        // medical necessity (of this) has not been established; cannot be; is unsupported
        + @"|\bmedical necessity\b[^.;,]{0,200}?\b(?:(?:is|was|are|has|have|had|can|could|does|did)(?: \w+ly)? not|cannot|isn't|hasn't|(?:is|remains) (?:unsupported|unclear|lacking|absent|unproven))\b(?! only\b)"
        // does not establish, fails to show the medical necessity
        + @"|\b(?:not|cannot|fails? to|failed to)(?: \w+)? (?:establish|support|show|demonstrate|document|justify|substantiate|meet)(?:ed)?(?: \w+){0,6} medical necessity\b"
        + @"|\b(?:no|insufficient|lack of|lacks?|lacking) (?:\w+ ){0,4}?medical necessity\b|\bmedically unnecessary\b|\bnot (?:\w+ )?a medical necessity\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negative();
}
