using System.Text.RegularExpressions;

namespace Imr.Core.Data;

/// <summary>
/// The pattern language of the data files: .NET regular expressions, word-bounded, without case; a blank stands for blanks or a hyphen,
/// a blank with a question mark for an optional one. No blank may stand in a character class.
/// </summary>
internal static class PhrasePattern
{
    /// <summary>Long enough for any page; a pattern that needs more is a fault of the data, not of the page.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>One expression that matches any of the phrases; at one start the first phrase that fits wins, so longer ones come first.</summary>
    /// <exception cref="ArgumentException">A phrase is not a regular expression.</exception>
    public static Regex Any(IEnumerable<string> phrases)
    {
        var parts = phrases.OrderByDescending(p => p.Length).Select(p => p.Replace(" ?", @"[\s-]*", StringComparison.Ordinal).Replace(" ", @"[\s-]+", StringComparison.Ordinal)).ToList();
        var body = parts.Count == 0 ? "(?!)" : string.Join('|', parts);
        return new Regex($@"(?<![\w])(?:{body})(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout);
    }

    public static bool IsValid(string phrase)
    {
        try
        {
            _ = Any([phrase]);
            return phrase.Trim().Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
