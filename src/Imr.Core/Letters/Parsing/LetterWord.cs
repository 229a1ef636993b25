namespace Imr.Core.Letters.Parsing;

/// <summary>What stands before a word.</summary>
internal enum Gap
{
    Space,

    /// <summary>A run of blanks on the line: another column, or a redaction.</summary>
    Wide,
    Line,
    Page,

    /// <summary>A page break with blank lines: a paragraph may end there.</summary>
    PageBlank,

    /// <summary>A blank line.</summary>
    Blank,
}

/// <param name="Text">As in the letter, ligatures and invisible characters undone.</param>
/// <param name="Key">For comparison: lower case, plain quotes and dashes.</param>
/// <param name="HadRoom">The line before was left although this word had room on it.</param>
internal readonly record struct LetterWord(string Text, string Key, Gap Gap, int Page, int Line, bool HadRoom)
{
    public bool StartsLine => Gap >= Gap.Line;

    public bool IsUpper => Text.Any(char.IsLetter) && !Text.Any(char.IsLower);
}
