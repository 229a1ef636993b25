using System.Text.RegularExpressions;

namespace Imr.Core.Correspondence;

/// <summary>Codes as people read them.</summary>
internal static partial class Words
{
    /// <summary><c>ItemsAuthorized</c> becomes "Items authorized".</summary>
    public static string Of(string code)
    {
        var words = Boundary().Replace(code, " ").ToLowerInvariant();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
