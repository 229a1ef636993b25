using Imr.Core.Cases;
using Imr.Core.Matching;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>A disputed item, read once for many comparisons.</summary>
/// <param name="Codes">Of procedures and drugs, without separators; diagnoses do not say what is asked for.</param>
internal sealed record ReadItem(
    DisputedItem Item, IReadOnlySet<string> Terms, IReadOnlySet<string> Doses, IReadOnlySet<string> Regions, IReadOnlySet<string> Codes, Treatment Treatment)
{
    public static ReadItem Of(DisputedItem item)
    {
        var (terms, doses, regions) = ItemTerms.Default.Read(item.Description);
        var treatment = TreatmentClassifier.Classify(item.Description, item.Codes, item.BodyRegion);
        var codes = item.Codes.Where(c => c.System != CodeSystem.Icd10).Select(c => Folding.Joined(c.Code)).Where(c => c.Length > 0).ToHashSet(StringComparer.Ordinal);
        return new ReadItem(item, terms, doses, treatment.Region is { } region ? new HashSet<string>(regions, StringComparer.Ordinal) { region.Code } : regions, codes, treatment);
    }
}

/// <summary>Whether two items ask for the same: by their codes, else by their words, however they are spelled or shortened.</summary>
internal static class ItemComparison
{
    /// <summary>Of the words of both, how many must stand in both.</summary>
    private const double MostWords = 0.75;

    /// <summary>Enough when the kind of treatment and the part of the body are the same too.</summary>
    private const double HalfOfWords = 0.5;

    private const int LeastForMistakes = 5;

    private static readonly (string One, string Other)[] s_opposites = [("sideleft", "sideright"), ("contrastnone", "contrastwith")];

    /// <returns>Same or Close, with what made it; else Different.</returns>
    public static (Agreement Agreement, string Words) Compare(ReadItem a, ReadItem b)
    {
        if (Array.Exists(s_opposites, o => (a.Terms.Contains(o.One) && b.Terms.Contains(o.Other)) || (a.Terms.Contains(o.Other) && b.Terms.Contains(o.One))))
            return (Agreement.Different, "the other side, or contrast");
        var sameWords = a.Terms.Count > 0 && a.Terms.SetEquals(b.Terms);
        if (a.Codes.Count > 0 && b.Codes.Count > 0)
        {
            if (a.Codes.Overlaps(b.Codes))
                return Apart(a.Doses, b.Doses) ? (Agreement.Different, "another strength") : (Agreement.Same, "the same code");
            return sameWords && !Apart(a.Doses, b.Doses) ? (Agreement.Close, "the same words, another code") : (Agreement.Different, "another code");
        }

        if (Apart(a.Doses, b.Doses) || Apart(a.Regions, b.Regions))
            return (Agreement.Different, "another strength or part of the body");
        if (sameWords)
            return (Agreement.Same, "the same words");
        var shared = Shared(a.Terms, b.Terms);
        if (shared >= MostWords)
            return (Agreement.Close, "nearly the same words");
        var kind = a.Treatment.Family is { } family && family == b.Treatment.Family && a.Treatment.Region == b.Treatment.Region && a.Treatment.Modality == b.Treatment.Modality;
        var image = kind && a.Treatment is { Modality: not null, Region: not null };
        return kind && (image || shared >= HalfOfWords) ? (Agreement.Close, "the same kind of treatment for the same part of the body") : (Agreement.Different, "something else");
    }

    private static bool Apart(IReadOnlySet<string> a, IReadOnlySet<string> b) => a.Count > 0 && b.Count > 0 && !a.Overlaps(b);

    /// <summary>The share of both sides' words that the other side has too, one typing mistake allowed in a longer one.</summary>
    private static double Shared(IReadOnlySet<string> a, IReadOnlySet<string> b)
        => a.Count + b.Count == 0 ? 0 : (double)(a.Count(w => Has(b, w)) + b.Count(w => Has(a, w))) / (a.Count + b.Count);

    private static bool Has(IReadOnlySet<string> words, string word)
        => words.Contains(word) || (word.Length >= LeastForMistakes && words.Any(w => w.Length >= LeastForMistakes && Edits.Distance(w, word, 1) <= 1));
}
