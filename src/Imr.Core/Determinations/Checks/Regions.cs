using System.Text.RegularExpressions;
using Imr.Core.Cases;

namespace Imr.Core.Determinations.Checks;

/// <summary>How often a text speaks of each body region. The only file of the checks that knows where the words come from.</summary>
internal static class Regions
{
    // Levels first, so that "L3-4" or "L5-S1" is one mention.
    private static readonly (BodyRegion Region, Regex Words)[] Lexicon =
    [
        (BodyRegion.Head, Of("head", "headaches?", "skull", "brain", "cranial", "concussion")),
        (BodyRegion.Cervical, Of("C[1-7](?:-(?:C?[1-7]|T1))?", "cervical", "neck", "cervicalgia")),
        (BodyRegion.Thoracic, Of("T(?:1[0-2]|[1-9])(?:-(?:T?(?:1[0-2]|[1-9])|L1))?", "thoracic", "(?:upper|mid)(?:dle)? back", "mid-back")),
        (BodyRegion.Lumbar, Of("L[1-5](?:-(?:L?[1-5]|S1))?", "lumbar", "lumbosacral", "low(?:er)? back", "low-back", "lumbago")),
        (BodyRegion.Shoulder, Of("shoulders?", "rotator cuff", "acromioclavicular", "glenohumeral")),
        (BodyRegion.Elbow, Of("elbows?", "epicondylitis")),
        (BodyRegion.WristHand, Of("wrists?", "hands?", "forearms?", "fingers?", "thumbs?", "carpal tunnel")),
        (BodyRegion.Hip, Of("hips?", "groin")),
        (BodyRegion.Knee, Of("knees?", "menisc(?:us|al|i)", "patell(?:a|ar|ofemoral)", "anterior cruciate")),
        (BodyRegion.AnkleFoot, Of("ankles?", "foot", "feet", "heels?", "plantar fasciitis")),
        (BodyRegion.Abdomen, Of("abdomen", "abdominal", "hernias?")),
    ];

    /// <summary>Regions that are mentioned, with their number of mentions.</summary>
    public static IReadOnlyDictionary<BodyRegion, int> Count(string text)
        => Lexicon.Select(l => (l.Region, Mentions: l.Words.Count(text))).Where(c => c.Mentions > 0).ToDictionary(c => c.Region, c => c.Mentions);

    /// <summary>The region mentioned most; null when none is, or when two are level.</summary>
    public static BodyRegion? Dominant(string text) => Leading(Count(text)) is [var only] ? only : null;

    /// <summary>Every region that no other exceeds.</summary>
    public static IReadOnlyList<BodyRegion> Leading(IReadOnlyDictionary<BodyRegion, int> counts)
        => [.. counts.Where(c => c.Value == counts.Values.Max()).Select(c => c.Key)];

    /// <summary>Such as <c>lumbar(7), cervical(1)</c>, most mentions first.</summary>
    public static string Describe(IReadOnlyDictionary<BodyRegion, int> counts)
        => counts.Count == 0
            ? "none"
            : string.Join(", ", counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Code, StringComparer.Ordinal).Select(c => $"{c.Key}({c.Value})"));

    private static Regex Of(params string[] words)
        => new($@"\b(?:{string.Join('|', words)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
