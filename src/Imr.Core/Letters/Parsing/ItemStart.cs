namespace Imr.Core.Letters.Parsing;

/// <summary>
/// Finds where an item's text begins: the letter has no label there, only (mostly) a blank line after the rationale before. Each place where the item could begin is
/// weighed by what stands around it; the best one wins, of equals the nearest to the decision.
/// </summary>
internal static class ItemStart
{
    // The longest item seen has about 90 words.
    private const int Reach = 220;

    private static readonly HashSet<string> s_abbreviations = new(StringComparer.Ordinal)
    {
        "dr.", "mr.", "mrs.", "ms.", "vs.", "no.", "e.g.", "i.e.", "approx.", "st.", "inc.", "tab.", "tabs.", "cap.", "caps.", "qty.", "al.", "sig.", "ex.", "dept.", "fig.", "incl.",
    };

    // A text goes on after these, whatever the line does.
    private static readonly HashSet<string> s_connectives = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "for", "to", "and", "or", "with", "without", "in", "on", "at", "by", "from", "per", "x", "&", "/", "-", "is", "are", "was", "not", "as", "than", "right", "left",
        "that", "this", "times", "every",
    };

    /// <param name="from">The first word after the label before: the item begins there or later.</param>
    /// <param name="decision">The decision's word.</param>
    public static int Find(LetterWords words, int from, int decision)
    {
        var (best, bestScore) = (from, int.MinValue);
        var (sentences, blanks, judged, modified) = (0, 0, false, new Modified());
        for (var i = decision - 1; i >= Math.Max(from, decision - Reach); i--)
        {
            modified.Add(words, i);
            judged |= DecisionWord.Sentence(words, i) is not null;
            if (i < decision - 1 && EndsSentence(words, i) && !IsOfModified(words, i))
                sentences++;
            if (Score(words, i, from) is { } score)
            {
                score -= (4 * sentences) + (judged ? 8 : 0) + blanks + modified.Missing(words, i, from);
                if (score > bestScore)
                    (best, bestScore) = (i, score);
            }

            if (words[i].Gap is Gap.Blank or Gap.PageBlank)
                blanks += i > from && EndsSentence(words, i - 1) ? 5 : 2;
        }

        return best;
    }

    /// <summary>Whether a sentence ends with this word.</summary>
    public static bool EndsSentence(LetterWords words, int i)
    {
        var key = words[i].Key.TrimEnd('"', '\'', ')', ']');
        if (key.Length == 0 || key[^1] is not ('.' or '!' or '?') || s_abbreviations.Contains(key) || (key.Length == 2 && char.IsLetter(key[0])))
            return false;
        // "1." begins an entry of a list.
        if (key[..^1].All(char.IsDigit) && words[i].StartsLine)
            return false;
        return i + 1 >= words.Count || !char.IsLower(First(words[i + 1].Text));
    }

    private static int? Score(LetterWords words, int i, int from)
    {
        if (i == from)
            return words[i].StartsLine ? 9 : 2;
        var (word, before) = (words[i], words[i - 1]);
        var ended = EndsSentence(words, i - 1);
        if (word.Gap < Gap.Line && !(ended && word.Gap == Gap.Space))
            return null;

        var score = word.Gap switch
        {
            Gap.Blank => word.HadRoom || ended ? 8 : 5,
            Gap.PageBlank => 6,
            Gap.Page => 3 + (word.HadRoom ? 3 : 0),
            Gap.Line => word.HadRoom ? 3 : 0,
            _ => -3,
        };
        if (ended)
            score += 4;
        else if (s_connectives.Contains(before.Key) || before.Key[^1] is ',' or '-' or '/' or '(' or '&' or '+' or ';')
            score -= 8;
        else
            score -= 2;
        if (char.IsLower(First(word.Text)))
            score -= 6;
        else if (s_connectives.Contains(word.Key) && word.Key is "of" or "for" or "and" or "with" or "to")
            score -= 4;
        return score;
    }

    private static char First(string text) => text.FirstOrDefault(char.IsLetterOrDigit, text[0]);

    // The sentences of a modified request end within the item.
    private static bool IsOfModified(LetterWords words, int i) => i > 0 && (words[i - 1].Key, words[i].Key) switch
    {
        ("original", "request.") or ("claims", "administrator.") or ("imr", "eligible.") => true,
        _ => false,
    };

    /// <summary>What a candidate holds of the sentences of a modified request, from its end.</summary>
    private sealed class Modified
    {
        private bool remainder;
        private bool request;

        public void Add(LetterWords words, int i)
        {
            if (i + 1 >= words.Count)
                return;
            var (first, second) = (words[i].Key, words[i + 1].Key);
            remainder |= (first == "imr" && second.StartsWith("eligible", StringComparison.Ordinal)) || (first == "original" && second == "request,");
            request |= first == "original" && second == "request." && i > 1 && words[i - 1].Key == "the" && words[i - 2].Key is "was" or "were";
        }

        // A remainder without the request that it remains of: the item begins before.
        public int Missing(LetterWords words, int i, int from)
        {
            if (!remainder)
                return 0;
            var belongsBefore = i - 1 > from && IsOfModified(words, i - 1);
            return (belongsBefore ? 15 : 0) + (request || IsActive(words, i) ? 0 : 8);
        }

        private static bool IsActive(LetterWords words, int i)
            => Phrase.Compact(words, i, "theclaimsadministratorauthorized") is not null;
    }
}
