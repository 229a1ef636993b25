using Imr.Core.Determinations;

namespace Imr.Core.Letters.Parsing;

/// <summary>The two words for a decision, and the two sentences of older letters.</summary>
internal static class DecisionWord
{
    /// <summary>Null for any other word.</summary>
    public static ItemDecision? Of(string key) => key.TrimEnd('.', ',') switch
    {
        "upheld" => ItemDecision.Upheld,
        "overturned" => ItemDecision.Overturned,
        _ => null,
    };

    /// <summary><c>is [not] medically necessary [and appropriate].</c>, also written together: the decision and where it ends; null for anything else.</summary>
    public static (ItemDecision Decision, int End)? Sentence(LetterWords words, int at)
    {
        foreach (var verb in s_verbs)
        {
            foreach (var (said, decision) in s_said)
            {
                if (Phrase.Compact(words, at, verb + said) is not { } end)
                    continue;
                return (decision, Phrase.Compact(words, end, "andappropriate.") ?? Phrase.Compact(words, end, "andappropriate") ?? end);
            }
        }

        return null;
    }

    private static readonly string[] s_verbs = ["is", "are", "was", "were"];

    private static readonly (string Said, ItemDecision Decision)[] s_said =
    [
        ("notmedicallynecessary.", ItemDecision.Upheld),
        ("notmedicallynecessary", ItemDecision.Upheld),
        ("medicallynecessary.", ItemDecision.Overturned),
        ("medicallynecessary", ItemDecision.Overturned),
    ];
}
