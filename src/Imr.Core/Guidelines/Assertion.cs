using System.Text.RegularExpressions;
using Imr.Core.Data;

namespace Imr.Core.Guidelines;

/// <summary>What a sentence says of a phrase in it.</summary>
internal enum Assertion
{
    /// <summary>It is so.</summary>
    Affirmed,

    /// <summary>It is not so.</summary>
    Denied,

    /// <summary>Neither: it is possible, planned, past, of somebody else, or the wording is not clear.</summary>
    Undecided,
}

/// <summary>
/// Reads the words around a phrase: negation ("no", "denies", "without", "ruled out"), possibility ("if", "to rule out"), the past ("history of") and other people.
/// In doubt it is <see cref="Assertion.Undecided"/>, which makes nothing Met or NotMet.
/// </summary>
internal static partial class AssertionReader
{
    private static readonly Regex Negation = PhrasePattern.Any(
    [
        "no", "not", "cannot", "none", "nor", "neither", "never", @"\w+n['’]t", "denies", "denied", "deny", "denying", "without", "negative for", "free of", "free from", "absence of", "lack of",
        "lacks", "lacking", "ruled out", "rules out", "fails? to (?:show|reveal|demonstrate)", "failed to (?:show|reveal|demonstrate)", "unremarkable for", "no longer", "excludes?", "rather than",
    ]);

    /// <summary>Words that look like a negation of what follows and are none.</summary>
    private static readonly Regex NotNegation = PhrasePattern.Any(
    [
        "not only", "no change(?: in)?", "no doubt", "(?:no|little|minimal|without)(?: \\w+){0,2} (?:improvement|relief|benefit|response|help|success)", "not (?:been )?improv(?:ed|ing|e)", "did not (?:help|respond|improve)",
        "not respond(?:ed|ing)?", "not helped", "not tolerat(?:ed|e|ing)", "no known (?:drug )?allergies", "not (?:yet )?(?:returned to|at) work(?:ing)?", "not working", "no acute distress",
    ]);

    private static readonly Regex Uncertain = PhrasePattern.Any(
    [
        "if", "should", "unless", "in case(?: of)?", "rule out", @"r/o", "ruling out", "(?:evaluate|evaluation|assess|assessment|check|monitor|watch|screen|screening|look|looking|search|observe|surveillance) for", "to exclude",
        "cannot (?:be )?(?:exclude|excluded|rule out|ruled out)", "not (?:been )?(?:excluded|ruled out)", "possib(?:le|ly|ility)(?: of)?", "(?-i:may)", "might", "could", "would", "risks? (?:of|for)", "concern(?:ed|s|ing)? (?:for|about|of|that)",
        "suspic\\w+ (?:for|of)", "suspect(?:s|ed|ing)?", "question(?:able)?(?: of)?", "potential(?:ly)?", "likely", "probable", "return (?:if|for)", "whether", "to (?:prevent|avoid)", "differential(?: diagnosis)?(?: includes?)?", "versus", "vs",
        "instructed", "educated", "advised", "warned", "until", "equivocal", "not without", "goal", "unclear",
    ]);

    private static readonly Regex UncertainAfter = PhrasePattern.Any(
    [
        "develops?", "occurs?", "arises?", "(?:cannot|can not|could not) be (?:excluded|ruled out)", "(?:is|are|was|were) (?:suspected|possible|questionable|feared|unlikely|likely)", "is a (?:concern|possibility)",
        "(?:to|should|must|needs? to) be (?:ruled out|excluded)", "not (?:been )?(?:excluded|ruled out)", "if (?:present|any|it)", "versus", "vs", "yes\\W{1,6}no", "no\\W{1,6}yes", "unclear", "equivocal",
    ]);

    private static readonly Regex Past = PhrasePattern.Any(
    [
        "history of", @"h/o", "hx of", "status post", @"s/p", "previous(?:ly)?", "prior(?! to)", "in the past", "remote", "used to", "formerly", "former", "old", "healed", "childhood", "had been",
    ]);

    private static readonly Regex PastAnywhere = PhrasePattern.Any(["years ago", "in the past", "as a child", "since resolved", "(?:has|have) resolved", "in (?:his|her) youth"]);

    private static readonly Regex OtherPeople = PhrasePattern.Any(
    [
        "family history", "(?:his|her|patient['’]?s|worker['’]?s) (?:mother|father|brother|sister|uncle|aunt|son|daughter|grand\\w+|sibling|wife|husband)", "mother", "father", "brother", "sister", "maternal", "paternal",
    ]);

    private static readonly Regex EndsScope = PhrasePattern.Any(
    [
        "yet", "nevertheless", "still", "apart from", "other than", "despite", "because", "due to", "until", "presents?", "now", "currently",
        "and (?:has|had|have|is|are|was|were|there|reports?|reported|shows?|showed|complains?|demonstrates?|demonstrated|continues?|notes?|noted|exhibits?|now|he|she|the|patient)",
    ]);

    private static readonly Regex BlursScope = PhrasePattern.Any(["with", "which", "that", "who", "where", "since"]);

    /// <param name="plansCount">Possibility and plan count as affirmed.</param>
    /// <param name="historyCounts">The past counts as affirmed.</param>
    public static Assertion Of(string text, int start, int end, bool plansCount, bool historyCounts)
    {
        var (from, to) = RegionAttribution.Clause(text, start, end);
        var before = NotNegation.Replace(text[from..start], m => new string('_', m.Length));
        var after = text[end..to];
        if (OtherPeople.IsMatch(text) || Unticked().IsMatch(before) || after.StartsWith('?'))
            return Assertion.Undecided;
        if (!plansCount && (Uncertain.IsMatch(before) || UncertainAfter.IsMatch(after)))
            return Assertion.Undecided;
        var negated = Negated(before, after);
        if (negated != Assertion.Affirmed)
            return negated;
        return !historyCounts && IsPast(before, text) ? Assertion.Undecided : Assertion.Affirmed;
    }

    private static Assertion Negated(string before, string after)
    {
        if (DeniedAfter().IsMatch(after))
            return Negation.IsMatch(before) ? Assertion.Undecided : Assertion.Denied;
        if (Negation.Matches(before).LastOrDefault() is not { } cue)
            return Assertion.Affirmed;
        var between = before[(cue.Index + cue.Length)..];
        if (EndsScope.IsMatch(between))
            return Assertion.Affirmed;
        if (BlursScope.IsMatch(between) || Words(between) > 14)
            return Assertion.Undecided;
        var listing = cue.Value.StartsWith("den", StringComparison.OrdinalIgnoreCase) || cue.Value.StartsWith("negative", StringComparison.OrdinalIgnoreCase)
            || OrNor().IsMatch(between) || OrNor().IsMatch(after);
        return between.Contains(',', StringComparison.Ordinal) && !listing ? Assertion.Undecided : Assertion.Denied;
    }

    private static bool IsPast(string before, string text)
    {
        if (PastAnywhere.IsMatch(text))
            return true;
        return Past.Matches(before).LastOrDefault(m => !AgeBefore().IsMatch(before[..m.Index])) is { } cue
            && before[(cue.Index + cue.Length)..] is var between && Words(between) <= 5 && !EndsScope.IsMatch(between) && !BlursScope.IsMatch(between);
    }

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"(?:\[ ?\]|☐)\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unticked();

    [GeneratedRegex(@"\b(?:or|nor)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrNor();

    /// <summary>"48 year" before "old" is an age.</summary>
    [GeneratedRegex(@"years?[\s-]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AgeBefore();

    [GeneratedRegex(@"\A(?:\s*:\s*(?:no|none|negative|absent|denied|denies)\b|\s+(?:\w+\s+){0,4}?(?:(?:(?:is|are|was|were|has|have|had)\s+(?:been\s+)?)?(?:absent|denied|ruled\s+out|excluded|negative|resolved)|(?:(?:is|are|was|were|has|have|had)\s+)?not\s+(?:been\s+)?(?:present|seen|noted|identified|found|demonstrated|appreciated|evident|reported|documented|observed|there|confirmed|detected))\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeniedAfter();
}
