using System.Text;

namespace Imr.Cli.Demo;

/// <summary>The cells of a CSV text (RFC 4180). Whether they are right is the app's matter; the demo only looks for ids.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<string[]> Read(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n")
        {
            // A doubled quote closes and opens again: the quote itself is lost, which no id has.
            if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n'))
                cell.Append(c);
            else
                EndCell(endOfRow: c == '\n');
        }

        return rows;

        void EndCell(bool endOfRow)
        {
            row.Add(cell.ToString());
            cell.Clear();
            if (!endOfRow)
                return;
            rows.Add([.. row]);
            row.Clear();
        }
    }
}
