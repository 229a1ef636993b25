namespace Imr.Core.Letters.Parsing;

/// <summary>The clinical case summary, without the sentence that introduces it.</summary>
internal static class CaseSummary
{
    private const int IntroductionLimit = 40;

    private static readonly Phrase s_taken = new("the following case summary was taken directly from");

    public static string? Read(LetterWords words, LetterSections sections)
    {
        if (sections.First(SectionKind.Summary) is not { } section)
            return null;
        var from = Introduced(words, section.From, section.To);
        return from < section.To ? words.Paragraphs(from, section.To) : null;
    }

    // "The expert reviewer developed the following clinical case summary based on …:"; 2013: "Disclaimer: The following case summary was taken directly from … dated …".
    private static int Introduced(LetterWords words, int from, int to)
    {
        var end = Math.Min(to, from + IntroductionLimit);
        if (from < to && words[from].Key == "disclaimer:")
        {
            if (from + 1 >= to || s_taken.Anywhere(words, from + 1) is null)
                return from;
            for (var i = from + 1; i < end; i++)
            {
                if (words[i].Key is "dated" && i + 1 < to && LetterDates.At(words, i + 1) is var (_, after))
                    return after < to && words[after].Key is ":" or "." ? after + 1 : after;
            }

            return from;
        }

        if (from + 2 >= to || words[from].Key != "the" || !IsReviewer(words, from, to))
            return from;
        for (var i = from; i < end; i++)
        {
            if (words[i].Key.EndsWith(':') && (words.EndsLine(i) || words[i].Key is "records:" or "file:"))
                return i + 1;
        }

        return from;
    }

    private static bool IsReviewer(LetterWords words, int from, int to)
    {
        for (var i = from + 1; i < Math.Min(to, from + 4); i++)
        {
            if (words[i].Key == "reviewer")
                return true;
        }

        return false;
    }
}
