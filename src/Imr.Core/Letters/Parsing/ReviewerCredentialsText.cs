namespace Imr.Core.Letters.Parsing;

/// <summary>The reviewer's credentials: labelled lists, or the sentence of older letters.</summary>
internal static class ReviewerCredentialsText
{
    private static readonly Phrase[] s_licensure = [new("state(s) of licensure"), new("states of licensure"), new("state of licensure")];

    private static readonly Phrase[] s_specialty =
        [new("certification(s)/specialty"), new("certification(s)/specialties"), new("certifications/specialty"), new("certification/specialty")];

    private static readonly Phrase s_certified = new("board certified in");
    private static readonly Phrase s_subspecialty = new("has a subspecialty in");
    private static readonly Phrase s_licensed = new("licensed to practice in");

    /// <param name="stop">Where the disputed items begin: what is said there of licences is no credential.</param>
    public static ParsedReviewer Read(LetterWords words, LetterSections sections, int stop)
    {
        var (licensure, specialties) = (new List<string>(), new List<string>());
        for (var i = 0; i < stop; i++)
        {
            if (Find(s_licensure, words, i) is { } states)
                licensure.AddRange(List(words.Text(states, ListEnd(words, sections, states, stop))));
            else if (Find(s_specialty, words, i) is { } certificates)
                specialties.AddRange(List(words.Text(certificates, ListEnd(words, sections, certificates, stop))));
        }

        if (licensure.Count == 0 && specialties.Count == 0)
            Sentence(words, licensure, specialties);
        return new ParsedReviewer([.. licensure.Distinct(StringComparer.OrdinalIgnoreCase)], [.. specialties.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static int? Find(Phrase[] phrases, LetterWords words, int i)
        => phrases.Select(p => p.LabelOrLine(words, i)).FirstOrDefault(end => end is not null);

    // A list ends at the next label or heading, or at a blank line that does not cut it short.
    private static int ListEnd(LetterWords words, LetterSections sections, int from, int stop)
    {
        var next = sections.All.Select(s => s.At).Where(at => at >= from).Append(stop).Min();
        for (var i = from; i < next; i++)
        {
            if (Find(s_licensure, words, i) is not null || Find(s_specialty, words, i) is not null || IsCredentialsHeading(words, i))
                return i;
            if (i > from && words[i].Gap == Gap.Blank && !Continues(words[i - 1].Key))
                return i;
        }

        return next;
    }

    private static bool IsCredentialsHeading(LetterWords words, int i)
        => words[i].StartsLine && words[i].Key == "credentials" && i + 2 < words.Count && words[i + 1].Key == "of" && words[i + 2].Key is "expert" or "the";

    private static bool Continues(string key) => key is "&" or "and" or "of" || key.EndsWith(',');

    private static void Sentence(LetterWords words, List<string> licensure, List<string> specialties)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (s_certified.Anywhere(words, i) is { } certified)
                specialties.AddRange(List(words.Text(certified, PhraseEnd(words, certified))));
            else if (s_subspecialty.Anywhere(words, i) is { } sub)
                specialties.AddRange(List(words.Text(sub, PhraseEnd(words, sub))));
            else if (s_licensed.Anywhere(words, i) is { } licensed)
                licensure.AddRange(List(words.Text(licensed, SentenceEnd(words, licensed)).Replace(" and ", ",", StringComparison.Ordinal)));
        }
    }

    // "Occupational Medicine, has a subspecialty in … and is licensed": up to the next verb or the end of the sentence.
    private static int PhraseEnd(LetterWords words, int from)
    {
        var end = SentenceEnd(words, from);
        for (var i = from; i < end; i++)
        {
            if (words[i].Key is "has" or "is")
                return i > from && words[i - 1].Key == "and" ? i - 1 : i;
        }

        return end;
    }

    private static int SentenceEnd(LetterWords words, int from)
    {
        const int longest = 40;
        var i = from;
        while (i < words.Count && i < from + longest)
        {
            if (words[i++].Key.EndsWith('.'))
                break;
        }

        return i;
    }

    private static IEnumerable<string> List(string text)
        => TextList.Split(text).Select(s => s.Trim(' ', '.', ';')).Where(s => s.Length > 0 && s is not "none stated");
}
