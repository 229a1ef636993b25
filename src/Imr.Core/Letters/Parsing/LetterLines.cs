namespace Imr.Core.Letters.Parsing;

/// <param name="Text">Without the line end; blanks of the left side are kept.</param>
/// <param name="Number">From 1, over all pages.</param>
internal readonly record struct LetterLine(string Text, int Page, int Number)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>Splits a text into lines and pages: any kind of line end, form feeds also within a line.</summary>
internal static class LetterLines
{
    public static List<LetterLine> Split(string text)
    {
        var lines = new List<LetterLine>();
        var (page, number, start) = (1, 1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029'))
                continue;
            // A form feed right after a line end begins no line of its own.
            if (c != '\f' || i > start)
                lines.Add(new LetterLine(Characters.Plain(text[start..i]), page, number));
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            if (c == '\f')
                page++;
            else
                number++;
            start = i + 1;
        }

        if (start < text.Length)
            lines.Add(new LetterLine(Characters.Plain(text[start..]), page, number));
        return lines;
    }
}
