namespace Imr.Core.Letters.Parsing;

/// <summary>The labels within an item.</summary>
internal static class ItemLabels
{
    private static readonly Phrase[] s_claimsAdministrator =
    [
        new("claims administrator guideline"), new("claims administrator guidelines"), new("claims administrator's guideline"), new("claims administrator guideline(s)"),
        new("claim administrator guideline"),
    ];

    private static readonly Phrase[] s_reviewer =
    [
        new("maximus guideline"), new("maximus guidelines"), new("maximus guideline(s)"), new("maximus federal services guideline"), new("maximus federal services, inc. guideline"),
        new("imro guideline"), new("imr guideline"), new("expert reviewer guideline"), new("expert reviewer's guideline"), new("physician reviewer guideline"),
        new("medical reviewer guideline"), new("reviewer guideline"), new("independent medical review organization guideline"),
    ];

    private static readonly Phrase[] s_rationale = [new("decision rationale"), new("decision rationales"), new("rationale for the decision"), new("rationale for decision")];

    private static readonly Phrase s_administratorSays = new("the claims administrator");
    private static readonly Phrase s_administratorsDecision = new("the claims administrator's");
    private static readonly string[] s_reviewers = ["physician", "expert", "medical", "professional", "independent", "chiropractic", "psychologist", "dental"];

    public static int? ClaimsAdministrator(LetterWords words, int i) => Any(s_claimsAdministrator, words, i);

    /// <summary>Of a known organization, anywhere; see <see cref="UnknownReviewer"/>.</summary>
    public static int? Reviewer(LetterWords words, int i) => Any(s_reviewer, words, i);

    public static int? Rationale(LetterWords words, int i) => Any(s_rationale, words, i);

    public static bool IsAny(LetterWords words, int i)
        => i < words.Count && (ClaimsAdministrator(words, i) ?? Reviewer(words, i) ?? Rationale(words, i)) is not null;

    /// <summary>
    /// The label of an organization with another name, or of one whose name was redacted: some words with capitals from the start of a line, then "guideline:".
    /// The last such place before the rationale, as guidelines that are cited may be followed by a colon too.
    /// </summary>
    public static (int At, int End)? UnknownReviewer(LetterWords words, int from, int to)
    {
        for (var i = to - 1; i >= from; i--)
        {
            if (words[i].Text is not ("guideline:" or "guideline"))
                continue;
            var colon = words[i].Text == "guideline:" || (i + 1 < to && words[i + 1].Text == ":");
            if (colon && NameStart(words, i, from) is { } at)
                return (at, words[i].Text == "guideline:" ? i + 1 : i + 2);
        }

        return null;
    }

    /// <summary>"The Claims Administrator based its decision on …", which is text and label at once, at the beginning of a sentence.</summary>
    public static bool AdministratorSays(LetterWords words, int i)
        => words[i].Key == "the" && BeginsSentence(words, i) && (s_administratorSays.Anywhere(words, i) ?? s_administratorsDecision.Anywhere(words, i)) is { } end && end < words.Count;

    /// <summary>"The Physician Reviewer based his/her decision on …", at the beginning of a sentence.</summary>
    public static bool ReviewerSays(LetterWords words, int i) => BeginsSentence(words, i) && IsReviewer(words, i) is { } end && end < words.Count;

    /// <summary>"The Physician Reviewer's decision rationale:".</summary>
    public static int? NarrativeRationale(LetterWords words, int i)
    {
        if (words[i].Key == "the" && i + 3 < words.Count && words[i + 2].Key is "reviewer's" or "reviewers" or "reviewers'" && s_reviewers.Contains(words[i + 1].Key))
            return Any(s_rationale, words, i + 3) is { } end ? end : null;
        return Rationale(words, i);
    }

    private static bool BeginsSentence(LetterWords words, int i) => i == 0 || words[i].StartsLine || ItemStart.EndsSentence(words, i - 1);

    private static int? IsReviewer(LetterWords words, int i)
    {
        if (words[i].Key != "the" || i + 2 >= words.Count)
            return null;
        if (words[i + 1].Key == "reviewer")
            return i + 2;
        for (var k = 1; k <= 2 && i + k + 1 < words.Count; k++)
        {
            if (s_reviewers.Contains(words[i + k].Key) && words[i + k + 1].Key == "reviewer")
                return i + k + 2;
        }

        return null;
    }

    private static int? NameStart(LetterWords words, int guideline, int from)
    {
        const int longest = 6;
        int? line = null;
        for (var i = guideline; i >= Math.Max(from, guideline - longest); i--)
        {
            if (i < guideline && !char.IsUpper(words[i].Text[0]) && words[i].Key is not ("of" or "and" or "&" or "for" or "the"))
                break;
            if (words[i].Gap is Gap.Blank or Gap.PageBlank or Gap.Page)
                return i;
            if (words[i].Gap == Gap.Line)
                line ??= i;
        }

        return line;
    }

    private static int? Any(Phrase[] phrases, LetterWords words, int i)
    {
        foreach (var phrase in phrases)
        {
            if ((words[i].StartsLine ? phrase.LabelOrLine(words, i) ?? AtLineStart(phrase, words, i) : phrase.Label(words, i)) is { } end)
                return end;
        }

        return null;
    }

    // The colon may be missing where the words begin a line and a text with a capital follows.
    private static int? AtLineStart(Phrase phrase, LetterWords words, int i)
        => char.IsUpper(words[i].Text[0]) && phrase.Anywhere(words, i) is { } end && end < words.Count && char.IsUpper(words[end].Text[0]) && words[i].Gap != Gap.Line ? end : null;
}
