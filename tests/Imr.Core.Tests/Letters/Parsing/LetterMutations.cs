using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Imr.Core.Tests.Letters.Parsing;

/// <summary>What printing and extraction do to a letter without changing what it says.</summary>
internal static partial class LetterMutations
{
    public static readonly string[] Labels = ["Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:", "IMR ISSUES, DECISIONS AND RATIONALES", "CLINICAL CASE SUMMARY", "State(s) of Licensure:"];

    /// <summary>A page begins at the line; blank lines at its top are not printed.</summary>
    public static string PageAt(string text, int line)
    {
        var lines = text.Split('\n');
        var rest = lines.Skip(line).SkipWhile(string.IsNullOrWhiteSpace);
        return string.Join('\n', lines.Take(line)) + "\n\f" + string.Join('\n', rest);
    }

    /// <summary>A page break within a label, at its blank of the number.</summary>
    public static string BreakLabel(string text, string label, int blank, string with)
    {
        var words = label.Split(' ');
        blank %= words.Length - 1;
        return text.Replace(label, string.Join(' ', words.Take(blank + 1)) + with + string.Join(' ', words.Skip(blank + 1)), StringComparison.Ordinal);
    }

    public static string Rewrap(string text, int width)
    {
        var letter = new System.Text.StringBuilder();
        var start = text.IndexOf("IMR ISSUES", StringComparison.Ordinal);
        letter.Append(text[..start]);
        foreach (var paragraph in text[start..].Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var heading = paragraph.StartsWith("IMR ISSUES", StringComparison.Ordinal) ? paragraph.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
            letter.Append(paragraph[..heading]);
            InventedLetters.Paragraph(letter, paragraph[heading..].Replace('\n', ' '), width);
        }

        return letter.ToString();
    }

    /// <summary>A page each <paramref name="lines"/> lines, with a foot.</summary>
    public static string Pages(string text, int lines, Func<int, string> foot)
    {
        var all = text.Split('\n');
        return string.Concat(all.Chunk(lines).Select((page, n) => string.Join('\n', page) + "\n\n" + foot(n + 1) + "\n\f"));
    }

    public static Gen<Func<string, string>> Any { get; } = Gen.OneOf(
        Gen.Choose(1, 400).Select(line => (Func<string, string>)(text => PageAt(text, 1 + (line % (text.Count(c => c == '\n') - 1))))),
        (from label in Gen.Elements(Labels)
         from blank in Gen.Choose(0, 5)
         from with in Gen.Elements("\n", "\f", "\n\f", "  ", "\u00a0", "\r\n", "\n\n")
         select (Func<string, string>)(text => BreakLabel(text, label, blank, with))),
        Gen.Choose(50, 140).Select(width => (Func<string, string>)(text => Rewrap(text, width))),
        Gen.Choose(20, 55).Select(lines => (Func<string, string>)(text => Pages(text, lines, n => $"Page {n} of 9"))),
        Gen.Choose(20, 55).Select(lines => (Func<string, string>)(text => Pages(text, lines, n => $"                                        {n}"))),
        Gen.Choose(20, 55).Select(lines => (Func<string, string>)(text => Pages(text, lines, n => $"Final Determination Letter for IMR Case Number CM88-0000417      {n}"))),
        Gen.Elements<Func<string, string>>(
            text => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            text => text.Replace("\n", "\r", StringComparison.Ordinal),
            text => text.Replace("\n", "\n\n", StringComparison.Ordinal),
            text => BlankBeforeLabel().Replace(text, "\n"),
            text => Blanks().Replace(text, " "),
            text => text.Replace(". ", ".  ", StringComparison.Ordinal),
            text => text.Replace("guideline: ", "guideline:", StringComparison.Ordinal).Replace("rationale: ", "rationale:", StringComparison.Ordinal),
            text => text.Replace("guideline: ", "guideline : ", StringComparison.Ordinal),
            text => text.Replace(" Upheld\n", "\nUpheld\n", StringComparison.Ordinal).Replace(" Overturned\n", "\nOverturned\n", StringComparison.Ordinal),
            text => text.Replace("fi", "\ufb01", StringComparison.Ordinal),
            text => "\ufeff" + text));

    [GeneratedRegex(@"\n\n(?=Claims Administrator guideline|MAXIMUS guideline|Decision rationale)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex BlankBeforeLabel();

    [GeneratedRegex(@"(?<=\S) {2,}|^ +", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Blanks();
}
