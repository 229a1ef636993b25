using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Data;
using Imr.Core.Records;

namespace Imr.Core.Guidelines;

/// <summary>
/// The sentences of the records that may count as evidence. Left out: the UR decision itself; sentences of other documents that speak of it, quote it, or
/// (outside medical reports) stand in it word for word; and sentences that recite a guideline.
/// </summary>
internal static partial class EvidenceReader
{
    private static readonly Regex UtilizationReview = PhrasePattern.Any(
    [
        "utilization review(?:er|ers)?", "UR (?:denial|decision|determination|reviewer|physician|report|letter)", "claims administrator", "adjuster", "peer review(?:er)?",
        "(?:was|were|been|is|are) (?:denied|non ?certified|not certified)", "denial", "non ?certif(?:ied|ication)", "the reviewer",
    ]);

    private static readonly Regex Recital = PhrasePattern.Any(
    [
        "ACOEM", "ODG", "MTUS", "guidelines?", "criteria", "recommended (?:if|when|for (?:patients|those|individuals))",
        "(?:is|are) (?:indicated|appropriate|warranted|reserved) (?:if|when|for|in)",
    ]);

    public static IReadOnlyList<EvidenceSentence> Read(RecordSet records)
    {
        var fromReview = records.Entries.Where(e => e.Document.Kind == DocumentKind.UrDecision)
            .SelectMany(e => e.Text.Pages).SelectMany(p => Sentences.Split(p.Text)).Select(Plain).ToHashSet(StringComparer.Ordinal);
        return [.. records.Entries.Where(e => e.Document.Kind != DocumentKind.UrDecision).SelectMany(e => Document(e, fromReview))];
    }

    private static List<EvidenceSentence> Document(RecordSetEntry entry, HashSet<string> fromReview)
    {
        List<EvidenceSentence> sentences = [];
        var copiesCount = entry.Document.Kind == DocumentKind.MedicalReport;
        var quoting = false;
        foreach (var page in entry.Text.Pages.Where(p => p.Readable))
        {
            IReadOnlyList<BodyRegion> before = [];
            var (history, family) = (false, false);
            foreach (var text in Sentences.Split(page.Text))
            {
                var ofReview = UtilizationReview.IsMatch(text);
                var quoted = quoting || ofReview;
                quoting = quoted && QuoteStaysOpen(text, quoting);
                if (Heading().Match(text) is { Success: true } heading)
                {
                    history = HistoryHeading().IsMatch(heading.Value);
                    family = heading.Value.Contains("family", StringComparison.OrdinalIgnoreCase);
                    if (history)
                        before = [];
                }

                var mentions = BodyRegionLexicon.Find(text);
                if (!quoted && !Recital.IsMatch(text) && (copiesCount || !fromReview.Contains(Plain(text))))
                    sentences.Add(new(new Quote(entry.Document.Sha256, page.Number, text), mentions, before, history, family));
                if (mentions.Count > 0)
                    before = [.. mentions.Select(m => m.Region).Distinct()];
            }
        }

        return sentences;
    }

    /// <summary>Whether a quotation that a sentence opened, or one before it, goes on in the next sentence.</summary>
    private static bool QuoteStaysOpen(string text, bool open)
    {
        foreach (var c in text)
        {
            open = c switch
            {
                '“' => true,
                '”' => false,
                '"' => !open,
                _ => open,
            };
        }

        return open;
    }

    private static string Plain(string sentence) => new([.. sentence.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    [GeneratedRegex(@"\A[A-Z][A-Za-z /&-]{2,40}:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(?:past|family|social|surgical|medical)\b.*\bhistory\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HistoryHeading();
}
