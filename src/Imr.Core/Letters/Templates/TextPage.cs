using System.Text;

namespace Imr.Core.Letters.Templates;

/// <summary>Plain text of a fixed width: headings, wrapped paragraphs, hanging labels.</summary>
internal sealed class TextPage(int width)
{
    private readonly StringBuilder text = new();

    /// <summary>A line as it is; blank at its end is dropped.</summary>
    public TextPage Line(string line = "")
    {
        text.Append(line.TrimEnd()).Append('\n');
        return this;
    }

    public TextPage Centered(string line) => Line(new string(' ', Math.Max(0, (width - line.Length) / 2)) + line);

    public TextPage Rule(char with) => Line(new string(with, width));

    public TextPage Heading(string heading) => Line().Rule('-').Centered(heading.ToUpperInvariant()).Rule('-').Line();

    /// <summary>Wrapped paragraphs, a blank line between them; a blank line in <paramref name="content"/> separates paragraphs, a single line end a line.</summary>
    public TextPage Paragraphs(string content, int indent = 0)
    {
        var first = true;
        foreach (var paragraph in content.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first)
                Line();
            first = false;
            foreach (var line in paragraph.Split('\n'))
                Wrapped(string.Empty, line, indent, indent);
        }

        return this;
    }

    /// <summary>A label and its text, wrapped, following lines indented by <paramref name="hanging"/>.</summary>
    public TextPage Labelled(string label, string content, int hanging) => Wrapped(label, content, 0, hanging);

    public override string ToString() => text.ToString();

    private TextPage Wrapped(string label, string content, int indent, int hanging)
    {
        var line = new StringBuilder(new string(' ', indent)).Append(label);
        var empty = label.Length == 0;
        foreach (var word in content.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                Line(line.ToString());
                line.Clear().Append(' ', hanging);
                empty = true;
            }

            if (!empty)
                line.Append(' ');
            line.Append(word);
            empty = false;
        }

        return Line(line.ToString());
    }
}
