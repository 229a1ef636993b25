using System.Text.RegularExpressions;

namespace Imr.Core.Guidelines;

/// <summary>The sentences of a page. A simple splitter, in one place so that <c>Records.Sentences</c> can take over.</summary>
internal static partial class SentenceSource
{
    public static IEnumerable<string> Split(string pageText)
        => Breaks().Split(pageText).Select(s => Blanks().Replace(s, " ").Trim()).Where(s => s.Length > 0);

    /// <summary>After a full stop before a capital (not after Dr., No. or an initial), at an empty line, and before a bullet.</summary>
    [GeneratedRegex(@"(?<=[.!?][""”’)]?)(?<!\b(?:Dr|Mr|Mrs|Ms|No|vs|St|approx|Inc|[A-Z])\.)\s+(?=[""“(]?[A-Z0-9])|\r?\n[ \t]*\r?\n|\r?\n(?=[ \t]*[•*‣-]\s)|\r?\n(?=[ \t]*[A-Z][A-Za-z /&-]{2,40}:)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Breaks();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Blanks();
}
