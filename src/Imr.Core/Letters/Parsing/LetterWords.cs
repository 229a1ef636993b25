using System.Text;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The letter as a stream of words that know what stood before them. Labels and headings are found in the stream, so it does not matter where a line or page
/// ended; the gaps matter only where the letter has no words for a boundary, which is before an item.
/// </summary>
internal sealed class LetterWords
{
    // Labels that a text may write without a blank after the colon.
    private static readonly string[] s_glued =
    [
        "guideline", "guidelines", "rationale", "number", "assigned", "injury", "date", "priority", "received", "licensure", "certification(s)/specialty", "specialty",
        "dated", "summary", "determination", "why", "dispute", "qualifications", "necessary", "requested", "authorized",
    ];

    private readonly List<LetterWord> words = [];

    public LetterWords(string text)
    {
        var lines = PageFurniture.Remove(LetterLines.Split(text));
        var width = Width(lines);
        var usual = UsualBlankLines(lines, width);
        var (blank, last) = (0, default(LetterLine?));
        foreach (var line in lines)
        {
            if (line.IsBlank)
            {
                blank++;
                continue;
            }

            Add(line, last, Between(last, line, blank, usual), width);
            (blank, last) = (0, line);
        }
    }

    public int Count => words.Count;

    public LetterWord this[int index] => words[index];

    public bool EndsLine(int index) => index + 1 >= words.Count || words[index + 1].StartsLine;

    /// <summary>The words with single spaces.</summary>
    public string Text(int from, int to) => string.Join(' ', words.Skip(from).Take(to - from).Select(w => w.Text));

    /// <summary>The words with single spaces, and a blank line where the letter has one.</summary>
    public string Paragraphs(int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            if (i > from)
                text.Append(words[i].Gap == Gap.Blank ? "\n\n" : " ");
            text.Append(words[i].Text);
        }

        return text.ToString();
    }

    public LetterProblem Problem(string what, int at, string expected)
        => words.Count == 0
            ? new LetterProblem(what, null, null, expected)
            : new LetterProblem(what, words[Math.Clamp(at, 0, words.Count - 1)].Line, words[Math.Clamp(at, 0, words.Count - 1)].Page, expected);

    private void Add(LetterLine line, LetterLine? last, Gap gap, int width)
    {
        var first = true;
        var text = line.Text;
        var at = 0;
        while (at < text.Length)
        {
            var blanks = at;
            while (at < text.Length && text[at] == ' ') at++;
            if (at == text.Length)
                break;
            var start = at;
            while (at < text.Length && text[at] != ' ') at++;
            var before = first ? gap : start - blanks > 2 ? Gap.Wide : Gap.Space;
            var hadRoom = first && last is { } l && l.Text.TrimEnd().Length + 1 + at - start <= width;
            foreach (var part in Parts(text[start..at]))
            {
                words.Add(new LetterWord(part, Characters.Key(part), before, line.Page, line.Number, hadRoom));
                before = Gap.Space;
            }

            first = false;
        }
    }

    private static Gap Between(LetterLine? last, LetterLine line, int blank, int usual)
    {
        if (last is not { } before)
            return Gap.Blank;
        if (before.Page != line.Page)
            return blank > usual ? Gap.PageBlank : Gap.Page;
        return blank > usual ? Gap.Blank : Gap.Line;
    }

    private static IEnumerable<string> Parts(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == word.Length - 1)
            return [word];
        var (label, rest) = (word[..colon], word[(colon + 1)..]);
        if (s_glued.Contains(label, StringComparer.OrdinalIgnoreCase) || DecisionWord.Of(Characters.Key(rest)) is not null)
            return [word[..(colon + 1)], rest];
        return [word];
    }

    // Where most lines end: the longest tenth is left out, as tables and long words stand over.
    private static int Width(List<LetterLine> lines)
    {
        List<int> ends = [.. lines.Where(l => !l.IsBlank).Select(l => l.Text.TrimEnd().Length).Order()];
        return ends.Count == 0 ? 0 : ends[(ends.Count - 1) * 9 / 10];
    }

    // In a text set in double spacing a blank line ends no paragraph: most of its full lines are followed by one.
    private static int UsualBlankLines(List<LetterLine> lines, int width)
    {
        const int enough = 8;
        var (full, counts) = (0, new Dictionary<int, int>());
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IsBlank || lines[i].Text.TrimEnd().Length < width * 9 / 10)
                continue;
            var next = i + 1;
            while (next < lines.Count && lines[next].IsBlank) next++;
            if (next == lines.Count || lines[next].Page != lines[i].Page)
                continue;
            full++;
            counts[next - i - 1] = counts.GetValueOrDefault(next - i - 1) + 1;
        }

        return full < enough ? 0 : counts.Where(c => c.Value * 10 >= full * 7).Select(c => c.Key).DefaultIfEmpty(0).Max();
    }
}
