using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>The words of a disputed treatment's description in one form (<c>Data/lexicons/treatment-terms.yaml</c>, <c>body-regions.yaml</c>).</summary>
internal sealed partial class ItemTerms
{
    private const string File = "lexicons/treatment-terms.yaml";

    private static readonly Lazy<ItemTerms> Embedded = new(() => Load(YamlData.Embedded(File)));

    private readonly IReadOnlyList<(string Term, Regex Phrases)> _terms;
    private readonly HashSet<string> _leaveOut;

    private ItemTerms(TermFile file)
    {
        _terms = [.. file.Terms.Select(t => (t.Term, PhrasePattern.Any(t.Phrases)))];
        _leaveOut = file.LeaveOut.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public static ItemTerms Default => Embedded.Value;

    /// <exception cref="DataFileException">Not YAML of this form, a term that is no lower-case word, a phrase that is no pattern.</exception>
    public static ItemTerms Load(string yaml)
    {
        var file = YamlData.Read<TermFile>(yaml, File);
        List<string> problems =
        [
            .. file.Terms.Where(t => t.Term.Length == 0 || !t.Term.All(char.IsAsciiLetterLower)).Select(t => $"'{t.Term}' is not a lower-case word"),
            .. file.Terms.SelectMany(t => t.Phrases).Where(p => !PhrasePattern.IsValid(p)).Select(p => $"not a pattern: {p}"),
        ];
        YamlData.ThrowIfAny(problems, File);
        return new ItemTerms(file);
    }

    /// <summary>The terms, in lower case; numbers are kept apart.</summary>
    public (IReadOnlySet<string> Terms, IReadOnlySet<string> Doses, IReadOnlySet<string> Regions) Read(string description)
    {
        var text = Folding.Fold(description, keepMarks: true);
        var doses = Dose().Matches(text).Select(m => $"{m.Groups["n"].Value.TrimStart('0')}{m.Groups["unit"].Value}").ToHashSet(StringComparer.Ordinal);
        text = Dose().Replace(text, " ");
        // From the end, so that the places of the earlier mentions stay.
        var mentions = BodyRegionLexicon.Find(text);
        foreach (var mention in mentions.DistinctBy(m => m.Start).OrderByDescending(m => m.Start))
            text = $"{text[..mention.Start]} region{mention.Region.Code.Replace("-", "", StringComparison.Ordinal)} {text[mention.End..]}";
        foreach (var (term, phrases) in _terms)
            text = phrases.Replace(text, $" {term} ");
        var terms = Folding.Words(text).Where(w => !_leaveOut.Contains(w) && !w.All(char.IsAsciiDigit)).Select(w => w.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return (terms, doses, mentions.Select(m => m.Region.Code).ToHashSet(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)?)\s*(?<unit>MG|MCG|ML|%)(?![A-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dose();

    private sealed class TermFile
    {
        public List<TermEntry> Terms { get; set; } = [];

        public List<string> LeaveOut { get; set; } = [];
    }

    private sealed class TermEntry
    {
        public string Term { get; set; } = "";

        public List<string> Phrases { get; set; } = [];
    }
}
