using System.Runtime.InteropServices;

namespace Imr.Core.Letters.Parsing;

/// <summary>The parts of a letter, of all layouts.</summary>
internal enum SectionKind
{
    Method,
    Documents,
    Summary,

    /// <summary>The disputed items with decisions, guidelines and rationales.</summary>
    Issues,

    /// <summary>2013: the determination of each request, as numbered sentences.</summary>
    Determinations,
    Qualifications,

    /// <summary>Layout MEDICAL PROFESSIONAL REVIEW: the disputed items.</summary>
    Dispute,
    Guidelines,
    Rationale,

    /// <summary>What follows the determination: effect, copies.</summary>
    Closing,
    Other,
}

/// <param name="At">The heading's first word.</param>
/// <param name="From">The first word after it.</param>
/// <param name="To">Where the next heading begins.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Section(SectionKind Kind, int At, int From, int To);

/// <summary>Finds the headings.</summary>
internal sealed class LetterSections
{
    // Longer headings before those that they contain.
    private static readonly (SectionKind Kind, Phrase Phrase)[] s_headings =
    [
        (SectionKind.Method, new("how the imr final determination was made")),
        (SectionKind.Summary, new("clinical case summary")),
        (SectionKind.Summary, new("expert reviewer case summary")),
        (SectionKind.Summary, new("case summary")),
        (SectionKind.Documents, new("documents reviewed for determination")),
        (SectionKind.Documents, new("documents reviewed")),
        (SectionKind.Determinations, new("independent medical review decision and rationale")),
        (SectionKind.Determinations, new("independent medical review decision(s) and rationale(s)")),
        (SectionKind.Determinations, new("independent medical review decisions and rationales")),
        (SectionKind.Issues, new("imr issues, decisions and rationales")),
        (SectionKind.Issues, new("imr issues, decisions, and rationales")),
        (SectionKind.Issues, new("imr issues decisions and rationales")),
        (SectionKind.Issues, new("imr issue(s), decision(s) and rationale(s)")),
        (SectionKind.Issues, new("imr decision(s) and rationale(s)")),
        (SectionKind.Issues, new("imr decisions and rationales")),
        (SectionKind.Issues, new("imr decision and rationale")),
        (SectionKind.Qualifications, new("medical qualifications of the expert reviewer")),
        (SectionKind.Qualifications, new("medical qualifications of the professional reviewer")),
        (SectionKind.Qualifications, new("medical reviewer qualifications")),
        (SectionKind.Qualifications, new("reviewer qualifications")),
        (SectionKind.Dispute, new("issue at dispute")),
        (SectionKind.Dispute, new("issues at dispute")),
        (SectionKind.Dispute, new("issue(s) at dispute")),
        (SectionKind.Guidelines, new("medical treatment guideline(s) relied upon by professional reviewer and why")),
        (SectionKind.Guidelines, new("medical treatment guideline(s) relied upon by the professional reviewer and why")),
        (SectionKind.Guidelines, new("medical treatment guidelines relied upon by professional reviewer and why")),
        (SectionKind.Guidelines, new("medical treatment guideline relied upon by professional reviewer and why")),
        (SectionKind.Closing, new("effect of the decision")),
        (SectionKind.Closing, new("copies to")),
        (SectionKind.Other, new("medical professional review")),
        (SectionKind.Other, new("notice of independent medical review determination")),
        (SectionKind.Other, new("final determination")),
    ];

    private static readonly Phrase s_rationaleFor = new("rationale for why the requested");

    private readonly List<Section> sections = [];

    public LetterSections(LetterWords words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (At(words, i) is not var (kind, from))
                continue;
            Close(i);
            sections.Add(new Section(kind, i, from, words.Count));
            i = from - 1;
        }
    }

    public IReadOnlyList<Section> All => sections;

    public Section? First(SectionKind kind) => sections.Where(s => s.Kind == kind).Select(s => (Section?)s).FirstOrDefault();

    /// <summary>Where the text after <paramref name="from"/> stops belonging to the determination.</summary>
    public int ClosingAfter(int from, int end) => sections.Where(s => s.Kind == SectionKind.Closing && s.At >= from).Select(s => s.At).DefaultIfEmpty(end).First();

    private void Close(int at)
    {
        if (sections.Count > 0)
            sections[^1] = sections[^1] with { To = at };
    }

    private static (SectionKind Kind, int From)? At(LetterWords words, int i)
    {
        foreach (var (kind, phrase) in s_headings)
        {
            if (phrase.Heading(words, i) is { } end)
                return (kind, end);
        }

        // "… TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:", of which the letter may have kept one verb.
        return s_rationaleFor.Anywhere(words, i) is { } after && words[i].StartsLine && ProfessionalReview.HeadingEnd(words, after) is { } close
            ? (SectionKind.Rationale, close)
            : null;
    }
}
